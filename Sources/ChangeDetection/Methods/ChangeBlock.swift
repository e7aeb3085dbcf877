import Imagery

/// What a method found in a block: a state per pixel and one plane per kind of evidence.
///
/// Workers keep a block and reuse it. Only the planes that the method names exist.
public struct ChangeBlock: ~Copyable, Sendable {
  /// The kinds of evidence, in the order of the planes.
  public let evidence: [Evidence]
  /// The number of columns.
  public private(set) var width: Int
  /// The number of rows.
  public private(set) var height: Int
  var states: Raster<UInt8>
  var planes: Raster<Int16>
  /// An index at both dates on its way to a difference: two planes.
  var scratch: Raster<Int16>
  /// Indices that a rule compares but nobody reports.
  var auxiliary: Raster<Int16>
  /// The sum over the bands of squared standardised differences.
  var sums: Raster<Double>

  /// Creates a block.
  public init(evidence: [Evidence], width: Int, height: Int) {
    self.evidence = evidence
    self.width = width
    self.height = height
    states = Raster(width: width, height: height)
    planes = Raster(width: width, height: height * evidence.count)
    scratch = Raster(width: 0, height: 0)
    auxiliary = Raster(width: 0, height: 0)
    sums = Raster(width: 0, height: 0)
  }
}

extension ChangeBlock {
  /// The number of pixels.
  public var pixelCount: Int { width * height }

  /// One `PixelState` per pixel, row after row.
  public var state: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { states.samples }
  }

  /// The plane of a kind of evidence, row after row; a kind that the block lacks is a programmer's error.
  @_lifetime(borrow self)
  public borrowing func plane(_ kind: Evidence) -> Span<Int16> {
    planes.samples.extracting(range(of: kind))
  }

  /// Gives the block another size; its contents are unspecified afterwards.
  public mutating func reshape(width: Int, height: Int) {
    self.width = width
    self.height = height
    states.reshape(width: width, height: height)
    planes.reshape(width: width, height: height * evidence.count)
  }

  func range(of kind: Evidence) -> Range<Int> {
    guard let position = evidence.firstIndex(of: kind) else {
      preconditionFailure("the block has no plane for \(kind.rawValue)")
    }
    return position * pixelCount..<(position + 1) * pixelCount
  }
}

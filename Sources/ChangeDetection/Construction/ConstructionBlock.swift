import Imagery

/// What the construction detector found at each pixel of a block.
///
/// A pixel tells of one event: the one that is confirmed or has ended, the latest where there are several; else the one
/// that is open. Workers keep a block and reuse it. Memory: 21 bytes per pixel.
public struct ConstructionBlock: ~Copyable, Sendable {
  /// The dates of an event, in days since 1970-01-01; 0 where it has not come so far.
  public enum Milestone: Int, CaseIterable, Sendable {
    /// The first anomalous observation.
    case first
    /// The observation that made it provisional.
    case provisional
    /// The observation that confirmed it.
    case confirmed
    /// The latest anomalous observation.
    case last
    /// The first observation of lasting vegetation after a confirmed event.
    case end
  }

  /// The measured evidence of an event.
  public enum Measure: Int, CaseIterable, Sendable {
    /// The largest NDVI drop below what is normal for the season, as `IndexValue`.
    case vegetationLoss
    /// The largest rise of the soil index above what is normal for the season, as `IndexValue`; no data without SWIR.
    case soilRise
    /// The largest rise of brightness (reflectance) above what is normal for the season, as `IndexValue`.
    case brightnessRise
    /// The confidence, mean anomaly in percent × hits², clamped to 32767. Not a probability: 未校准.
    case confidence
  }

  /// The number of columns.
  public private(set) var width: Int
  /// The number of rows.
  public private(set) var height: Int
  var states: Raster<UInt8>
  var hitCounts: Raster<UInt8>
  var clearCounts: Raster<UInt8>
  var days: Raster<UInt16>
  var measures: Raster<Int16>

  /// Creates a block.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
    states = Raster(width: width, height: height)
    hitCounts = Raster(width: width, height: height)
    clearCounts = Raster(width: width, height: height)
    days = Raster(width: width, height: height * Milestone.allCases.count)
    measures = Raster(width: width, height: height * Measure.allCases.count)
  }
}

extension ConstructionBlock {
  /// The number of pixels.
  public var pixelCount: Int { width * height }

  /// One `ConstructionStatus` per pixel, row after row.
  public var status: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { states.samples }
  }

  /// The number of anomalous observations of the event, clamped to 255.
  public var hits: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { hitCounts.samples }
  }

  /// The number of clear observations from the event's first on, clamped to 255.
  public var clearObservations: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { clearCounts.samples }
  }

  /// A date of the event per pixel, in days since 1970-01-01, 0 for none.
  @_lifetime(borrow self)
  public borrowing func day(of milestone: Milestone) -> Span<UInt16> {
    let start = milestone.rawValue * pixelCount
    return days.samples.extracting(start..<start + pixelCount)
  }

  /// The evidence of the event per pixel; no data where there is no event.
  @_lifetime(borrow self)
  public borrowing func measure(_ measure: Measure) -> Span<Int16> {
    let start = measure.rawValue * pixelCount
    return measures.samples.extracting(start..<start + pixelCount)
  }

  /// How many pixels have a status; `undecidable` counts those that are not monitored.
  public borrowing func count(of status: UInt8) -> Int {
    let states = states.samples
    var count = 0
    for i in states.indices where states[i] == status { count &+= 1 }
    return count
  }

  /// Gives the block another size; its contents are unspecified afterwards.
  public mutating func reshape(width: Int, height: Int) {
    self.width = width
    self.height = height
    states.reshape(width: width, height: height)
    hitCounts.reshape(width: width, height: height)
    clearCounts.reshape(width: width, height: height)
    days.reshape(width: width, height: height * Milestone.allCases.count)
    measures.reshape(width: width, height: height * Measure.allCases.count)
  }
}

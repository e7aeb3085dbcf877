public import Diagnostics
public import Imagery

/// A way to tell changed pixels of two dates.
///
/// A method is made once per pair of scenes and then used for all blocks from any thread. It says which bands it reads
/// and which quantities must be sampled over the pair first; blocks are then detected one by one, by the method itself
/// (`PixelChangeMethod`) or with the pixels around them (`SurpriseDetector`). No result depends on its block.
public protocol ChangeMethod: Sendable {
  /// The name on the command line.
  static var name: String { get }

  /// Creates the method for a pair.
  ///
  /// - Parameters:
  ///   - availableRoles: the bands that both dates have.
  ///   - isCalibrated: whether the numbers of both dates are reflectance; relative rules apply otherwise.
  ///   - settings: the thresholds.
  /// - Throws: `.missingBand` with the roles that lack.
  init(
    availableRoles: Set<BandRole>, isCalibrated: Bool, settings: ChangeSettings
  ) throws(TiankanError)

  /// The bands to read of both dates.
  var roles: [BandRole] { get }
  /// The rules in force and their version, such as `index-swir 1`; printed with every result.
  var ruleSet: String { get }
  /// What is measured of each pixel, in the order of the planes.
  var evidence: [Evidence] { get }
  /// What must be sampled over the pair before detection.
  var sampledQuantities: [PairQuantity] { get }
  /// The bands of which pixels must be drawn from the pair, for a method that is fitted to them; none for others.
  var drawnRoles: [BandRole] { get }
  /// The bands whose numbers of the later date are brought to those of the earlier one first (`RadiometricNormalisation`); none where
  /// numbers are reflectance, or where the method itself does as much.
  var normalisedRoles: [BandRole] { get }
}

extension ChangeMethod {
  /// None.
  public var drawnRoles: [BandRole] { [] }
  /// None.
  public var normalisedRoles: [BandRole] { [] }
}

/// A method whose result of a pixel depends on that pixel and on the pair's statistics alone.
public protocol PixelChangeMethod: ChangeMethod {
  /// Detects the changes of a block.
  ///
  /// - Parameters:
  ///   - before: the bands of the first date.
  ///   - after: the bands of the second date, of the same size.
  ///   - usable: 1 where both dates saw the ground, else 0.
  ///   - statistics: the distributions of `sampledQuantities`.
  ///   - block: receives the states and the evidence; it must have been made for `evidence`.
  func detect(
    before: borrowing BandStack, after: borrowing BandStack, usable: Span<UInt8>,
    statistics: PairStatistics, into block: inout ChangeBlock)
}

/// Which acquisition a scene is: platform, sensor, tile and sensing start.
///
/// Two products of the same acquisition differ in their `ProductVersion` only.
public struct AcquisitionID: Hashable, Sendable {
  /// The satellite, such as `sentinel-2a`; empty where unknown.
  public var platform: String
  /// The sensor or product kind: the name of the sensor profile.
  public var sensor: String
  /// The tile or path/row, such as `T50RMU` or `119037`; the product's name where it has none.
  public var tile: String
  /// When sensing began; `nil` where no metadata says it.
  public var sensed: SensingTime?

  /// Creates an id.
  public init(platform: String, sensor: String, tile: String, sensed: SensingTime?) {
    self.platform = platform
    self.sensor = sensor
    self.tile = tile
    self.sensed = sensed
  }
}

extension AcquisitionID: CustomStringConvertible {
  /// The parts joined by `_`, usable as a file name.
  public var description: String {
    let time =
      sensed.map { sensed in
        let digits = "\(sensed)".utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ":") }
        return String(decoding: digits, as: UTF8.self)
      } ?? "undated"
    return [platform, sensor, tile, time].filter { !$0.isEmpty }.joined(separator: "_")
  }
}

/// Which processing of an acquisition a product is: a higher version supersedes a lower one.
public struct ProductVersion: Hashable, Sendable {
  /// The processing baseline or collection, such as `05.09` or `02_T1`; empty where unknown.
  public var baseline: String
  /// The processing or generation time as printed in the metadata; empty where unknown.
  public var processed: String

  /// Creates a version.
  public init(baseline: String, processed: String) {
    self.baseline = baseline
    self.processed = processed
  }
}

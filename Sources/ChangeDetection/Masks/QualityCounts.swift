/// How many pixels of a date can be used, and why the others cannot; every pixel is counted once.
///
/// A pixel with several reasons counts for the first of: no data, cloud, shadow, other. Counts of blocks add up.
public struct QualityCounts: Hashable, Sendable, Codable {
  /// Pixels whose ground was seen.
  public var usable = 0
  /// Pixels of clouds and cirrus, their grown margin included.
  public var cloud = 0
  /// Pixels of cloud shadow, its grown margin included.
  public var shadow = 0
  /// Pixels outside the image, without data, or of a class that the rule does not list.
  public var noData = 0
  /// Pixels of snow, saturation, or next to clouds by the product's own judgement.
  public var other = 0

  /// Creates counts of zero.
  public init() {}

  /// All pixels counted.
  public var total: Int { usable + cloud + shadow + noData + other }

  /// The share of pixels whose ground was seen, 0 to 1; 0 where nothing was counted.
  public var usableShare: Double { total == 0 ? 0 : Double(usable) / Double(total) }

  /// Adds the counts of another block.
  public static func += (left: inout QualityCounts, right: QualityCounts) {
    left.usable += right.usable
    left.cloud += right.cloud
    left.shadow += right.shadow
    left.noData += right.noData
    left.other += right.other
  }
}

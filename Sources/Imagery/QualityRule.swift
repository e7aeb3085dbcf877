/// What the numbers of a quality layer mean, per number or per bit.
///
/// A quality layer says of each pixel whether the ground was seen. `classes` maps whole numbers (Sentinel-2 scene
/// classification); `bits` maps single bits (Landsat QA_PIXEL, HLS Fmask). Exactly one of them is used.
public struct QualityRule: Hashable, Sendable {
  /// What a quality layer can say of a pixel; a pixel is usable when none of the unusable conditions holds.
  public enum Condition: String, Hashable, Sendable, CaseIterable, Codable {
    case clear, water, snow, cloud, cirrus, shadow, adjacent, saturated, dark, fill

    /// Whether the ground's reflectance can be used under this condition.
    public var isUsable: Bool { self == .clear || self == .water || self == .dark }
  }

  /// The meaning of whole numbers.
  public var classes: [Int: Condition]
  /// The meaning of bits, counted from the least significant, 0.
  public var bits: [Int: Condition]
  /// How far, in metres, clouds, cirrus and shadows are grown before use; 0 for none.
  public var growth: Double

  /// Creates a rule.
  public init(classes: [Int: Condition] = [:], bits: [Int: Condition] = [:], growth: Double = 0) {
    self.classes = classes
    self.bits = bits
    self.growth = growth
  }

  /// The conditions that a number of the layer states. A class that the rule does not list counts as `fill`.
  public func conditions(of value: Int) -> Set<Condition> {
    if !classes.isEmpty { return [classes[value] ?? .fill] }
    var found: Set<Condition> = []
    for (bit, condition) in bits where value >> bit & 1 == 1 { found.insert(condition) }
    return found
  }

  /// Whether a pixel with this number can be used.
  public func isUsable(_ value: Int) -> Bool { conditions(of: value).allSatisfy(\.isUsable) }
}

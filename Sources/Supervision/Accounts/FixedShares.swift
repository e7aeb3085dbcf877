/// Parts of a whole held against fixed shares, such as farming, ecology and construction 6:2:2 on reclaimed tidal flats (S004 综合
/// 整治 二(一)1). The text gives no tolerance; the one used is an option and printed.
public struct FixedShares: Hashable, Sendable {
  /// One part.
  public struct Part: Hashable, Sendable {
    /// What it is for.
    public var name: String
    /// Its area.
    public var area: LandArea
    /// The share it should have.
    public var wanted: Ratio
    /// The points of a hundred by which its share differs; nil where the whole has no area.
    public var pointsOff: Double?
    /// Whether it is within the tolerance; nil where the whole has no area.
    public var isWithin: Bool?
  }

  /// The parts in the order of the rule.
  public let parts: [Part]
  /// The whole.
  public let whole: LandArea

  /// Compares areas by name with a rule of role `shares`; a part without area has none.
  ///
  /// - Parameter tolerance: Points of a hundred that a share may differ.
  public init(_ areas: [String: LandArea], rule: Rule, tolerance: Ratio) {
    let whole = rule.shares.reduce(LandArea.zero) { $0 + (areas[$1.name] ?? .zero) }
    self.whole = whole
    parts = rule.shares.map { share in
      let area = areas[share.name] ?? .zero
      guard whole > .zero else {
        return Part(name: share.name, area: area, wanted: share.part, pointsOff: nil, isWithin: nil)
      }
      // |area/whole − n/d| ≤ t/100, without division.
      let (n, d) = (Int128(share.part.numerator), Int128(share.part.denominator))
      let difference = (area.parts * d - n * whole.parts) * 100
      let size = difference < 0 ? -difference : difference
      let isWithin =
        size * Int128(tolerance.denominator) <= Int128(tolerance.numerator) * whole.parts * d
      let points = (Double(area.parts) / Double(whole.parts) - share.part.value) * 100
      return Part(
        name: share.name, area: area, wanted: share.part, pointsOff: points, isWithin: isWithin)
    }
  }
}

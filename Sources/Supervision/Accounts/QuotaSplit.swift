public import Diagnostics

/// How the quota of new cropland is divided between province and county by its share of the project's scale (S004 综合整治 四(四)).
///
/// The rate of the tier applies to the whole new cropland; the text gives no marginal reading. Where exactly 10 % belongs the
/// text does not say either: it is an option, and printed.
public struct QuotaSplit: Hashable, Sendable {
  /// The new cropland.
  public let area: LandArea
  /// The scale of the project.
  public let scale: LandArea
  /// The tier, from 1.
  public let tier: Int
  /// The province's part.
  public let province: LandArea
  /// The county's part; both parts make the whole, to the last digit.
  public let county: LandArea
  /// What was chosen where the text leaves it open.
  public let tenPercent: String

  /// Divides.
  ///
  /// - Parameters:
  ///   - area: The new cropland, net.
  ///   - scale: The project's scale (项目建设规模).
  ///   - rule: A rule of role `split` with the option `ten_percent`.
  ///   - tenPercent: The choice; nil for the rule's own.
  /// - Throws: `.usage` for a rule without tiers, a choice it does not offer, or a scale that is not positive.
  public init(
    _ area: LandArea, of scale: LandArea, by rule: Rule, tenPercent: String? = nil
  ) throws(TiankanError) {
    guard let option = rule.options.first(where: { $0.name == "ten_percent" }) else {
      throw TiankanError(.usage, "the rule has no option ten_percent", subject: rule.id)
    }
    let choice = tenPercent ?? option.standard
    guard option.choices.contains(choice) else {
      throw TiankanError(
        .usage, "\(choice) is no choice; there are \(option.choices.joined(separator: ", "))",
        subject: "ten_percent")
    }
    guard scale > .zero, area >= .zero,
      let tier = rule.tier(of: area, in: scale, includesOpenEnd: choice == option.choices.first)
    else {
      throw TiankanError(
        .usage, "the scale of the project must be positive and the new cropland not negative",
        subject: rule.id)
    }
    let parts = rule.tiers[tier - 1]
    self.area = area
    self.scale = scale
    self.tier = tier
    self.tenPercent = choice
    province = LandArea(
      parts: area.parts * Int128(parts.province.numerator) / Int128(parts.province.denominator))
    county = area - province
  }
}

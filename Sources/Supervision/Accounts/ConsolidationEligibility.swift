/// Whether a project area meets the conditions of 农村土地综合整治 (S004 综合整治 二(二)2): its scale, that of each part, the number of
/// parts. Which pieces make one part is a matter of a merge gap that the text does not state.
public struct ConsolidationEligibility: Hashable, Sendable {
  /// One condition and how it came out.
  public struct Condition: Hashable, Sendable {
    /// The rule's identifier.
    public var rule: String
    /// The value.
    public var value: RuleValue
    /// Whether it is met; nil where the set has no such rule.
    public var isMet: Bool?
    /// Whether the value prints like the threshold.
    public var isAtEdge: Bool
  }

  /// The conditions, scale first.
  public let conditions: [Condition]

  /// Judges the areas of the connected parts.
  public init(parts: [LandArea], rules set: RuleSet) {
    func condition(_ id: String, _ value: RuleValue) -> Condition {
      let test = set[id]?.test
      return Condition(
        rule: id, value: value, isMet: test?.holds(value), isAtEdge: test?.isAtEdge(value) ?? false)
    }
    conditions =
      [
        condition("project-scale", .area(parts.reduce(.zero, +))),
        condition("part-count", .number(Double(parts.count))),
      ] + parts.sorted(by: >).map { condition("part-scale", .area($0)) }
  }

  /// Whether all are met; nil where one cannot be told and none fails.
  public var isEligible: Bool? {
    if conditions.contains(where: { $0.isMet == false }) { return false }
    return conditions.contains { $0.isMet == nil } ? nil : true
  }
}

/// How a construction clue stands to the approvals that were given.
public enum ApprovalRelation: String, Hashable, Sendable, CaseIterable {
  /// Approvals do not play a part in this kind of clue.
  case notApplicable = "not_applicable"
  /// Mostly inside an approval that was valid on the first day: 与批准范围一致(待核).
  case matches
  /// Touches a record of facility farmland or temporary use: 待核.
  case toBeChecked = "to_be_checked"
  /// The approvals are complete there up to the day, and none fits: 疑似未批先建.
  case noneFound = "none_found"
  /// The approvals do not reach this place or day: 审批数据不足.
  case incomplete
}

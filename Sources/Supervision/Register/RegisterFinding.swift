/// Something in the register that somebody has to look at.
public struct RegisterFinding: Hashable, Sendable {
  /// What it is; the raw value is the stable code in JSON.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    case unknownReference = "unknown_reference"
    case conflictingDates = "conflicting_dates"
    case missingPlan = "missing_plan"
    case missingApproval = "missing_approval"
    case missingOutline = "missing_outline"
    case sameLand = "same_land"
    case claimedTwice = "claimed_twice"
    case outside
    case largerThanOutline = "larger_than_outline"
    case largerThanSurveyed = "larger_than_surveyed"
    case recognisedTooLarge = "recognised_too_large"
    case surveyIncomplete = "survey_incomplete"
    case gateOrder = "gate_order"
    case gateEvidence = "gate_evidence"
    case unknownProcess = "unknown_process"
    case unpaired
  }

  /// How much it matters.
  public enum Severity: String, Hashable, Sendable, CaseIterable {
    /// To settle: area may be counted twice or not be there.
    case error
    case warning
  }

  /// What it is.
  public var code: Code
  /// How much it matters.
  public var severity: Severity
  /// The record it concerns.
  public var record: RegisterRecord.Key
  /// The column it concerns; nil for the record as a whole.
  public var column: String?
  /// The other record it concerns.
  public var other: RegisterRecord.Key?
  /// The area in question.
  public var area: LandArea?
  /// The values in question, as text.
  public var detail: String
  /// The rule that decided, `set/rule`; nil for what needs none.
  public var rule: String?

  /// Creates a finding.
  public init(
    _ code: Code, _ severity: Severity, _ record: RegisterRecord.Key, column: String? = nil,
    other: RegisterRecord.Key? = nil, area: LandArea? = nil, detail: String = "",
    rule: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.record = record
    self.column = column
    self.other = other
    self.area = area
    self.detail = detail
    self.rule = rule
  }
}

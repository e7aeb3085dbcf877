/// A yearly evaluation (成效评估): scores by a formula, 设区市 and 县 ranked apart; places whose bounds overlap are 并列.
public struct EvaluationDocument: Codable, Hashable, Sendable {
  /// A measure of a place.
  public struct Value: Codable, Hashable, Sendable {
    /// The measure.
    public var measure: ReportTerm
    /// Its weight.
    public var weight: Double
    /// The share, at least; nil where it is not known.
    public var lower: Double?
    /// The share, at most.
    public var upper: Double?
  }

  /// A place.
  public struct Place: Codable, Hashable, Sendable {
    /// The code, four digits for 设区市 and six for 县.
    public var code: String
    /// Its projects.
    public var projects: Int
    /// What is certain of the score.
    public var lower: Double
    /// The score at best.
    public var upper: Double
    /// One more than the places that are surely better.
    public var rank: Int
    /// 并列.
    public var isTied: Bool
    /// The measures.
    public var values: [Value]
  }

  /// The day up to which it counts.
  public var day: String
  /// The revision of the register.
  public var revision: Int
  /// The generation of the ledger; nil without one.
  public var generation: Int?
  /// Program and version.
  public var program: String
  /// The name of the formula.
  public var formula: ReportTerm
  /// SHA-256 of the formula's file.
  public var formulaHash: String
  /// The full score.
  public var full: Double
  /// 设区市.
  public var cities: [Place]
  /// 县.
  public var counties: [Place]
}

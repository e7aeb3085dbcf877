/// What a document rests on, so that every number can be computed again.
public struct ReportProvenance: Codable, Hashable, Sendable {
  /// Program and version.
  public var program: String
  /// The rule sets with version.
  public var ruleSets: [String]
  /// How areas were measured.
  public var areaMethod: ReportTerm
  /// How far the confidence of the findings is known.
  public var confidence: ReportTerm
  /// The generation of the ledger the document was made from; nil where it has none.
  public var generation: Int?
  /// The scenes by ascending date.
  public var scenes: [ReportScene]

  /// Creates a provenance.
  public init(
    program: String, ruleSets: [String], areaMethod: ReportTerm, confidence: ReportTerm,
    generation: Int?, scenes: [ReportScene]
  ) {
    self.program = program
    self.ruleSets = ruleSets
    self.areaMethod = areaMethod
    self.confidence = confidence
    self.generation = generation
    self.scenes = scenes
  }
}

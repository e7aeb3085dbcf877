/// A pack for the field: the clues of a batch in the order of a route, with positions in the datums of maps and receivers.
public struct FieldPackDocument: Codable, Hashable, Sendable {
  /// A place to visit.
  public struct Stop: Codable, Hashable, Sendable {
    /// The place in the route, from 1.
    public var order: Int
    /// The public number of the clue.
    public var number: String
    /// What is suspected.
    public var finding: ReportTerm
    /// The gross area.
    public var area: ReportArea
    /// In CGCS2000, WGS 84 and the zone of the map sheet.
    public var position: ReportPosition
    /// Metres from the stop before, as the crow flies.
    public var leg: Double
    /// The cell of the management grid.
    public var gridCell: String
    /// Who is responsible.
    public var responsible: String
    /// The evidence page, relative to the pack.
    public var page: String
  }

  /// The form of the document.
  public var schema = "tiankan-field-pack-1"
  /// The batch.
  public var batch: String
  /// The day by which the county is to answer.
  public var deadline: String
  /// Metres of the whole way.
  public var length: Double
  /// The stops.
  public var stops: [Stop]
  /// What a reader should know besides.
  public var notices: [ReportTerm]
  /// What the clues rest on.
  public var provenance: ReportProvenance
}

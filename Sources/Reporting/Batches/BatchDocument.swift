/// A batch as it is sent to a county: what `batch.json` holds and the cover page shows.
///
/// `docs/formats.md` describes the keys.
public struct BatchDocument: Codable, Hashable, Sendable {
  /// A clue of the batch.
  public struct Line: Codable, Hashable, Sendable {
    /// The place in the order of work, from 1.
    public var rank: Int
    /// The public number.
    public var number: String
    /// The row of lists.
    public var summary: ClueSummary
    /// The net area, where the layer tells it.
    public var netArea: ReportArea?
    /// The cell of the management grid.
    public var gridCell: String
    /// Who is responsible there.
    public var responsible: String
    /// Whether a part lies in permanent basic farmland.
    public var touchesPermanentFarmland: Bool
    /// Whether a part lies behind a red line.
    public var touchesRedLine: Bool
    /// The land units that it touches.
    public var overlaps: [ReportOverlap]
    /// The evidence page, relative to the folder.
    public var page: String
  }

  /// What field checks of the county found before this batch.
  public struct Precision: Codable, Hashable, Sendable {
    /// Clues whose change was there.
    public var present: Int
    /// Clues whose change was not there.
    public var absent: Int
    /// Clues that could not be told.
    public var undecided: Int
    /// The share of present among present and absent; left out where none was checked.
    public var share: Double?
    /// The ends of its 95 % interval by Wilson's score.
    public var lower: Double?
    /// The upper end.
    public var upper: Double?
  }

  /// The form of the document.
  public var schema = "tiankan-batch-1"
  /// The number.
  public var number: String
  /// The county's code.
  public var county: String
  /// The day of issuing, in China.
  public var issued: String
  /// The day by which the county is to answer.
  public var deadline: String
  /// The cells of the management grid.
  public var gridCell: String
  /// Who answers for the batch.
  public var responsible: String
  /// Whether it is one of the county's first batches (试运行).
  public var trial: Bool
  /// How many clues the cap held back.
  public var heldBack: Int
  /// What field checks found so far.
  public var precision: Precision
  /// The clues in the order of work.
  public var clues: [Line]
  /// What a reader should know besides, such as that the data is simulated.
  public var notices: [ReportTerm]
  /// What it rests on; scenes are listed on the pages.
  public var provenance: ReportProvenance
}

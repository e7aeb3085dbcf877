public import Imagery
public import LedgerStore
import Supervision

/// What somebody who issues a batch has decided.
public struct BatchOrder: Sendable {
  /// A clue with who is to look at it.
  public struct Line: Sendable {
    /// The clue.
    public var row: ClueRow
    /// The cell of the management grid.
    public var cell: String
    /// Who is responsible there.
    public var responsible: String
    /// Whether a part lies in permanent basic farmland.
    public var touchesFarmland: Bool
    /// Whether a part lies behind a red line.
    public var touchesRedLine: Bool

    /// Creates a line.
    public init(
      row: ClueRow, cell: String, responsible: String, touchesFarmland: Bool, touchesRedLine: Bool
    ) {
      self.row = row
      self.cell = cell
      self.responsible = responsible
      self.touchesFarmland = touchesFarmland
      self.touchesRedLine = touchesRedLine
    }
  }

  /// The county's code.
  public var county: String
  /// When it is issued, UTC, ISO 8601.
  public var time: String
  /// The day of issuing, in China.
  public var day: CalendarDate
  /// The day by which the county is to answer.
  public var deadline: CalendarDate
  /// Who answers for the batch.
  public var responsible: String
  /// The clues in the order of work.
  public var lines: [Line]
  /// How many clues the cap held back.
  public var heldBack: Int
  /// How many batches of a county are marked as trial.
  public var trialBatches: Int

  /// Creates an order.
  public init(
    county: String, time: String, day: CalendarDate, deadline: CalendarDate, responsible: String,
    lines: [Line], heldBack: Int, trialBatches: Int
  ) {
    self.county = county
    self.time = time
    self.day = day
    self.deadline = deadline
    self.responsible = responsible
    self.lines = lines
    self.heldBack = heldBack
    self.trialBatches = trialBatches
  }

  /// The cells of all lines, each once, in the order of work.
  var cells: String {
    var seen: Set<String> = []
    return lines.map(\.cell).filter { seen.insert($0).inserted }.joined(separator: "、")
  }
}

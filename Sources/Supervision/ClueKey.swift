public import Imagery

/// What identifies a clue in derived data: tile, kind, first date, and the row and column of its anchor.
///
/// The anchor is the earliest first hit, among equals the smallest row, then column. The key follows from the data
/// alone; public numbers are given later and never change.
public struct ClueKey: Hashable, Sendable {
  /// The tile on whose grid the anchor counts.
  public var tile: String
  /// The kind of the clue.
  public var kind: ClueKind
  /// The day of the first hit; `nil` where the scene is undated.
  public var firstDate: CalendarDate?
  /// The row of the anchor.
  public var row: Int
  /// The column of the anchor.
  public var column: Int

  /// Creates a key.
  public init(tile: String, kind: ClueKind, firstDate: CalendarDate?, row: Int, column: Int) {
    self.tile = tile
    self.kind = kind
    self.firstDate = firstDate
    self.row = row
    self.column = column
  }
}

extension ClueKey: CustomStringConvertible {
  /// `tile-kind-firstdate-row-column`.
  public var description: String {
    let date = firstDate.map { "\($0)".replacing("-", with: "") } ?? "undated"
    return "\(tile)-\(kind.rawValue)-\(date)-\(row)-\(column)"
  }
}

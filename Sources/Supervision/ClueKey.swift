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

extension ClueKey {
  /// Reads a key from its text; nil for other texts.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 5, let column = Int(parts[parts.count - 1]),
      let row = Int(parts[parts.count - 2]),
      let kind = ClueKind(rawValue: "\(parts[parts.count - 4])")
    else { return nil }
    let day = parts[parts.count - 3]
    let date = CalendarDate("\(day.prefix(4))-\(day.dropFirst(4).prefix(2))-\(day.dropFirst(6))")
    guard date != nil || day == "undated" else { return nil }
    self.init(
      tile: parts.dropLast(4).joined(separator: "-"), kind: kind, firstDate: date, row: row,
      column: column)
    guard description == text else { return nil }
  }
}

extension ClueKey: CustomStringConvertible {
  /// `tile-kind-firstdate-row-column`.
  public var description: String {
    let date = firstDate.map { "\($0)".replacing("-", with: "") } ?? "undated"
    return "\(tile)-\(kind.rawValue)-\(date)-\(row)-\(column)"
  }
}

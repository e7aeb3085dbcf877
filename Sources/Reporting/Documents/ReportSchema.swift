/// The names of the documents' forms; a change that breaks readers of the JSON changes the number.
public enum ReportSchema {
  /// `ClueDocument`.
  public static let clue = "tiankan-report-clue-1"
  /// `UnitDocument`.
  public static let unit = "tiankan-report-unit-1"
  /// `TileDocument`.
  public static let tile = "tiankan-report-tile-1"
}

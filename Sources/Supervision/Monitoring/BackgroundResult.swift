/// How the long background of a mine stands among the results of a land unit: one row for the whole and one per segment.
public enum BackgroundResult {
  /// The period of the row for the whole.
  public static let whole = "background"

  /// The test of the change, per index (`nbr`, `cover`).
  private static let change = "background_change_"
  /// The test of the probability of the segments.
  public static let probability = "background_probability"

  /// The period of a segment, such as `background-2005-2008`.
  public static func period(from start: Int, to end: Int) -> String { "\(whole)-\(start)-\(end)" }

  /// The years of a segment's period; nil for any other period.
  public static func years(of period: String) -> ClosedRange<Int>? {
    let parts = period.split(separator: "-")
    guard parts.count == 3, parts[0] == whole, let start = Int(parts[1]), let end = Int(parts[2]),
      start < end
    else { return nil }
    return start...end
  }

  /// Whether a period belongs to the background.
  public static func isBackground(_ period: String) -> Bool {
    period == whole || years(of: period) != nil
  }

  /// The name of the test of the change of an index.
  public static func changeTest(of index: String) -> String { change + index }

  /// The index of such a test; nil for another test.
  public static func index(ofTest name: String) -> String? {
    name.hasPrefix(change) ? String(name.dropFirst(change.count)) : nil
  }
}

/// The numbers of a change mask, in memory and in files.
public enum PixelState {
  /// Seen at both dates, not changed by the method's rule.
  public static let unchanged: UInt8 = 0
  /// Seen at both dates and changed by the method's rule.
  public static let changed: UInt8 = 1
  /// Not seen at one of the dates, or without data.
  public static let noData: UInt8 = 255
}

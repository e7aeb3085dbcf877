/// The numbers of the status plane: how far a finding of new construction has come at a pixel.
public enum ConstructionStatus {
  /// Monitored, and nothing is going on.
  public static let none: UInt8 = 0
  /// One anomalous observation.
  public static let first: UInt8 = 1
  /// Two of the last four counted observations are anomalous.
  public static let provisional: UInt8 = 2
  /// The anomaly has lasted: `ConstructionParameters` says how long and how strong.
  public static let confirmed: UInt8 = 3
  /// It was confirmed, and the vegetation has come back for good.
  public static let ended: UInt8 = 4
  /// There are clear observations, but too few to know what is normal: the pixel is not monitored.
  public static let undecidable: UInt8 = 254
  /// There is no clear observation at all.
  public static let noData: UInt8 = 255
}

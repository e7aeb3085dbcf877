public import Imagery

/// A rise and fall of greenness on the smoothed NDVI curve: a crop where every test is met, else a hump.
public struct CropCycle: Hashable, Sendable {
  /// The day on which NDVI has risen by the onset share of the rise.
  public var onset: CalendarDate
  /// The day of the highest NDVI; the cycle belongs to the crop year of this day.
  public var peak: CalendarDate
  /// The day on which NDVI has fallen to the onset share of the fall.
  public var end: CalendarDate
  /// NDVI at the peak.
  public var peakNDVI: Double
  /// The rise from the trough before.
  public var rise: Double
  /// The fall to the trough after.
  public var fall: Double
  /// Whether peak, rise, fall and length meet the rules for a crop.
  public var isCrop: Bool
  /// The growing window of the peak; empty where it lies in none.
  public var window: String

  /// The days from onset to end.
  public var length: Int { end.dayNumber - onset.dayNumber }
}

public import Imagery

/// What one scene shows of a land unit: how much of it is clear, and the indices over its clear pixels.
public struct UnitObservation: Hashable, Sendable {
  /// The day of the acquisition.
  public var date: CalendarDate
  /// The scene, as its position in the run's list of scenes.
  public var scene: Int
  /// The satellite, such as `sentinel-2a`; empty where unknown.
  public var platform: String
  /// The share of the unit that is clear, in ten-thousandths of its weight.
  public var clearShare: Int16
  /// NDVI.
  public var ndvi = IndexSummary.noData
  /// Bare soil index.
  public var bsi = IndexSummary.noData
  /// Moisture index (LSWI).
  public var ndmi = IndexSummary.noData
  /// Water index with short-wave infrared.
  public var mndwi = IndexSummary.noData
  /// Water index without short-wave infrared.
  public var ndwi = IndexSummary.noData
  /// Tillage index.
  public var tillage = IndexSummary.noData
  /// Burn ratio, for recovery.
  public var nbr = IndexSummary.noData
  /// Mean of blue, green and red reflectance.
  public var brightness = IndexSummary.noData
  /// Redness (R − G)/(R + G): negative where the visible looks green.
  public var redness = IndexSummary.noData
  /// Fractional vegetation cover with the run's fixed end members.
  public var cover = IndexSummary.noData
  /// Shares of the clear pixels by cover below 0.2, 0.4, 0.6, 0.8 and from there, in ten-thousandths (lanes 0 to 4).
  public var coverClasses = SIMD8<Int16>(repeating: 0)
  /// The share of clear pixels that are bare: cover below 0.2 and not water, in ten-thousandths (裸露率).
  public var bareShare: Int16 = IndexValue.noData
  /// The share of clear pixels that are water (MNDWI, or NDWI without short-wave infrared, above 0), in ten-thousandths.
  public var waterShare: Int16 = IndexValue.noData

  /// Creates an observation without values.
  public init(date: CalendarDate, scene: Int, platform: String, clearShare: Int16) {
    self.date = date
    self.scene = scene
    self.platform = platform
    self.clearShare = clearShare
  }
}

public import Imagery

/// A row of the table `observation`: what one acquisition shows of a land unit. Derived.
///
/// Numbers are integers as in `IndexValue` (ten-thousandths, −32768 no data); shares are ten-thousandths.
public struct ObservationRow: Hashable, Sendable {
  /// The tile that owns the land unit.
  public var tile: String
  /// The layer of the land unit.
  public var layer: String
  /// The land unit's identifier in its layer.
  public var unit: String
  /// The day of the acquisition.
  public var date: CalendarDate
  /// The acquisition, as in the table `scene`.
  public var acquisition: String
  /// The share of the unit that is clear.
  public var clearShare: Int16
  /// NDVI.
  public var ndvi = IndexNumbers.noData
  /// Bare soil index.
  public var bsi = IndexNumbers.noData
  /// Moisture index (LSWI).
  public var ndmi = IndexNumbers.noData
  /// Water index with short-wave infrared.
  public var mndwi = IndexNumbers.noData
  /// Water index without short-wave infrared.
  public var ndwi = IndexNumbers.noData
  /// Tillage index.
  public var tillage = IndexNumbers.noData
  /// Burn ratio.
  public var nbr = IndexNumbers.noData
  /// Mean of blue, green and red reflectance.
  public var brightness = IndexNumbers.noData
  /// Redness (R − G)/(R + G).
  public var redness = IndexNumbers.noData
  /// Fractional vegetation cover.
  public var cover = IndexNumbers.noData
  /// Shares of the clear pixels by cover below 0.2, 0.4, 0.6, 0.8 and from there.
  public var coverClasses: [5 of Int16] = .init(repeating: 0)
  /// The share of clear pixels that are bare (裸露率).
  public var bareShare: Int16 = IndexValue.noData
  /// The share of clear pixels that are water.
  public var waterShare: Int16 = IndexValue.noData

  /// Creates a row without values.
  public init(
    tile: String, layer: String, unit: String, date: CalendarDate, acquisition: String,
    clearShare: Int16
  ) {
    self.tile = tile
    self.layer = layer
    self.unit = unit
    self.date = date
    self.acquisition = acquisition
    self.clearShare = clearShare
  }

  /// The names of the indices, in the order of the columns.
  static let quantities = [
    "ndvi", "bsi", "ndmi", "mndwi", "ndwi", "tillage", "nbr", "brightness", "redness", "cover",
  ]

  /// The indices in the order of `quantities`.
  var indices: [10 of IndexNumbers] {
    get { [ndvi, bsi, ndmi, mndwi, ndwi, tillage, nbr, brightness, redness, cover] }
    set {
      ndvi = newValue[0]
      bsi = newValue[1]
      ndmi = newValue[2]
      mndwi = newValue[3]
      ndwi = newValue[4]
      tillage = newValue[5]
      nbr = newValue[6]
      brightness = newValue[7]
      redness = newValue[8]
      cover = newValue[9]
    }
  }

  /// Whether both say the same.
  public static func == (left: ObservationRow, right: ObservationRow) -> Bool {
    guard left.tile == right.tile, left.layer == right.layer, left.unit == right.unit,
      left.date == right.date, left.acquisition == right.acquisition,
      left.clearShare == right.clearShare, left.bareShare == right.bareShare,
      left.waterShare == right.waterShare
    else { return false }
    let (first, second) = (left.indices, right.indices)
    return first.indices.allSatisfy { first[$0] == second[$0] }
      && left.coverClasses.indices.allSatisfy { left.coverClasses[$0] == right.coverClasses[$0] }
  }

  /// Hashes what names the row.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(unit)
    hasher.combine(date)
    hasher.combine(acquisition)
  }
}

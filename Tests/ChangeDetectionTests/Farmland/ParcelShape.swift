import ChangeDetection
import Imagery
import TestSupport

/// A year of a parcel as a curve of NDVI, for series whose truth is known.
///
/// Each curve is a line through days of the crop year from 10-01 on; moisture and bare-soil indices follow from greenness and
/// from whether the field is under water.
enum ParcelShape: CaseIterable {
  case doubleRice, rapeAndRice, singleMaize
  case weeds, bareLand, sparseWeeds
  case orchard, pond, roof

  /// Days since 10-01 and NDVI there.
  private var curve: [(day: Int, ndvi: Double)] {
    switch self {
    case .doubleRice:
      [
        (0, 0.62), (24, 0.45), (30, 0.22), (150, 0.24), (195, 0.20), (205, 0.08), (222, 0.20),
        (255, 0.80), (272, 0.74), (290, 0.42), (294, 0.16), (302, 0.08), (318, 0.25), (345, 0.82),
        (365, 0.62),
      ]
    case .rapeAndRice:
      [
        (0, 0.45), (8, 0.18), (30, 0.16), (75, 0.45), (120, 0.55), (160, 0.74), (205, 0.55),
        (222, 0.18), (240, 0.08), (262, 0.30), (310, 0.82), (350, 0.60), (365, 0.45),
      ]
    case .singleMaize:
      [(0, 0.20), (190, 0.18), (215, 0.20), (285, 0.84), (320, 0.70), (342, 0.22), (365, 0.20)]
    case .weeds:
      [(0, 0.62), (60, 0.46), (110, 0.38), (150, 0.40), (230, 0.74), (300, 0.76), (365, 0.62)]
    case .bareLand:
      [(0, 0.16), (120, 0.13), (250, 0.20), (365, 0.16)]
    case .sparseWeeds:
      [(0, 0.28), (110, 0.16), (230, 0.34), (310, 0.38), (365, 0.28)]
    case .orchard: [(0, 0.66), (110, 0.60), (250, 0.70), (365, 0.66)]
    case .pond: [(0, -0.08), (365, -0.08)]
    case .roof: [(0, 0.12), (365, 0.12)]
    }
  }

  /// Whether rice stands in water on a day since 10-01.
  private func isFlooded(_ day: Int) -> Bool {
    switch self {
    case .doubleRice: (200...225).contains(day) || (297...320).contains(day)
    case .rapeAndRice: (232...258).contains(day)
    case .pond: true
    default: false
    }
  }

  /// Whether the land serves something else than annual crops.
  var isOtherUse: Bool { [.orchard, .pond, .roof].contains(self) }

  /// Whether nobody farms the land.
  var isIdle: Bool { [.weeds, .bareLand, .sparseWeeds].contains(self) }

  /// NDVI on a day since 10-01.
  func ndvi(_ day: Int) -> Double {
    let points = curve
    guard let next = points.firstIndex(where: { $0.day >= day }), next > 0 else {
      return points.first?.ndvi ?? 0
    }
    let from = points[next - 1]
    let share = Double(day - from.day) / Double(points[next].day - from.day)
    return from.ndvi + share * (points[next].ndvi - from.ndvi)
  }

  /// What a sensor with short-wave infrared sees on a day since 10-01, with some noise.
  func observation(
    _ date: CalendarDate, dayOfCropYear: Int, scene: Int, noise: Double
  ) -> UnitObservation {
    let clean = ndvi(min(dayOfCropYear, 365))
    let greenness = clean + noise
    let flooded = isFlooded(dayOfCropYear)
    func summary(_ value: Double) -> IndexSummary {
      let stored = IndexValue.stored(scaled: value * IndexValue.scale)
      return IndexSummary(
        mean: stored, median: stored, lowerQuartile: stored, upperQuartile: stored)
    }
    var result = UnitObservation(
      date: date, scene: scene, platform: "sentinel-2a", clearShare: 10_000)
    result.ndvi = summary(greenness)
    result.bsi = summary(flooded ? -0.15 : 0.22 - 0.6 * clean)
    result.ndmi = summary(flooded ? 0.25 : self == .orchard ? 0.25 : 0.6 * clean - 0.22)
    result.mndwi = summary(self == .pond ? 0.35 : flooded ? 0.05 : -0.45)
    result.ndwi = summary(self == .pond ? 0.20 : flooded ? -0.05 : -0.30 - 0.4 * clean)
    result.brightness = summary(self == .roof ? 0.28 : 0.10)
    result.redness = summary(self == .roof ? 0.02 : 0.10 - 0.3 * clean)
    return result
  }
}

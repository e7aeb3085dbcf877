public import ChangeDetection
import Geometry
public import Imagery

/// What a reader of a two-date comparison should know about the pair before trusting it.
///
/// Nothing here changes a number. A published pair tool saw the flagged area triple when the pair crossed seasons,
/// so distance in season is said first.
public enum PairComparability {
  /// Notices about a pair, in a fixed order.
  public static func notices(before: Scene, after: Scene) -> [String] {
    var notices: [String] = []
    let dates = (before.acquisition.sensed?.date, after.acquisition.sensed?.date)
    switch dates {
    case (let first?, let second?):
      if second < first {
        notices.append(
          "the second scene (\(second)) is older than the first (\(first)): the order of the arguments is kept"
        )
      }
      let distance = seasonalDistance(first, second)
      if distance > 31 {
        notices.append(
          "the seasons differ by \(distance) days; crops and leaves alone can look like change")
      }
    default:
      notices.append(
        "日期未知 date unknown: \(dates.0 == nil ? before.name : after.name); state both with --dates")
    }
    if before.profile != after.profile {
      notices.append(
        "\(before.profile) is compared with \(after.profile): their bands and processing differ")
    }
    if before.isCalibrated != after.isCalibrated {
      notices.append("only one of the scenes is calibrated to reflectance")
    }
    return notices
  }

  /// A notice where half of the scene and more has changed: what most of a scene does counts as its season, so the
  /// larger part of the change is not found.
  ///
  /// - Parameters:
  ///   - medianNDVIDifference: The later NDVI less the earlier one, the median of the scene.
  ///   - settings: The NDVI loss from which a pixel counts as changed.
  public static func notice(
    medianNDVIDifference: Double, settings: ChangeSettings
  ) -> String? {
    guard abs(medianNDVIDifference) >= settings.ndviLoss else { return nil }
    let hundredths = Int((abs(medianNDVIDifference) * 100).rounded())
    let amount = "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
    return
      "NDVI has \(medianNDVIDifference < 0 ? "fallen" : "risen") by \(hundredths < 100 ? amount : "1 and more") or more on half of the scene; what most of a scene does counts as its season and is not reported, so choose dates of one season, or compare smaller parts"
  }

  /// The number of days between two days of the year, the short way round.
  static func seasonalDistance(_ first: CalendarDate, _ second: CalendarDate) -> Int {
    let days = abs(first.dayNumber - second.dayNumber)
    // 365.2425 days: the mean Gregorian year.
    let years = (Double(days) / 365.2425).rounded()
    return Int(abs(Double(days) - years * 365.2425).rounded())
  }
}

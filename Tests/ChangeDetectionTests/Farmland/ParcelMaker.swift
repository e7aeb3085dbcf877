import ChangeDetection
import Imagery
import TestSupport

/// Makes series of known crop years, from the crop year 2018/19 on.
struct ParcelMaker {
  /// Days between acquisitions.
  var interval = 5
  /// The chance that a date is lost to cloud.
  var cloud = 0.3
  /// The largest error of NDVI.
  var noise = 0.02
  /// The chance that a clear date is in truth a cloud that the mask missed.
  var missedCloud = 0.0
  /// Crop years, by number, without any clear date.
  var cloudyYears: Set<Int> = []
  var seed: UInt64 = 1

  static let calendar = CropCalendar()

  /// The crop year of a number.
  static func year(_ number: Int) -> CropYear {
    CropYear(start: calendar.start, startYear: 2018 + number)
  }

  func parcel(
    _ shapes: [ParcelShape], untilDay: Int? = nil, landClass: String = "0101",
    exemptions: [FarmlandExemption] = []
  ) -> FarmlandParcel {
    var generator = SeededGenerator(seed: seed)
    let first = Self.year(0).firstDay.dayNumber
    // The closing date of the last crop year, unless told otherwise.
    let until = untilDay ?? Self.calendar.closingDate(of: Self.year(shapes.count - 1)).dayNumber
    var observations: [UnitObservation] = []
    for day in stride(from: first + Int(seed % 5), through: until, by: interval) {
      let date = CalendarDate(dayNumber: day)
      let year = Self.calendar.cropYear(containing: date)
      let number = min(year.startYear - 2018, shapes.count - 1)
      // The first month shows the late crop of the crop year before being cut; after the last crop year its shape goes on.
      let dayOfYear = day - year.firstDay.dayNumber
      let previous = shapes[max(0, min(year.startYear - 2019, shapes.count - 1))]
      let shape = dayOfYear <= 30 && !shapes[number].isOtherUse ? previous : shapes[number]
      let isLost = Double.random(in: 0..<1, using: &generator) < cloud
      let isMissed = Double.random(in: 0..<1, using: &generator) < missedCloud
      let error = Double.random(in: -noise...noise, using: &generator)
      guard !isLost, !cloudyYears.contains(year.startYear - 2018) else { continue }
      // Weeds need months to cover stubble.
      let share =
        dayOfYear > 30 && shape.isIdle && previous != shape
        ? min(1, Double(dayOfYear - 30) / 120) : 1
      let shift = (1 - share) * (previous.ndvi(30) - shape.ndvi(dayOfYear))
      var observation = shape.observation(
        date, dayOfCropYear: dayOfYear, scene: observations.count, noise: error + shift)
      if isMissed {
        observation.ndvi = IndexSummary(
          mean: 500, median: 500, lowerQuartile: 500, upperQuartile: 500)
      }
      observations.append(observation)
    }
    return FarmlandParcel(
      series: UnitSeries(unit: "p1", purePixels: 40, observations: observations),
      until: CalendarDate(dayNumber: until), landClass: landClass, exemptions: exemptions)
  }
}

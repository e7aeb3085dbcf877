import ChangeDetection
import Imagery

/// Settled crop years of a parcel as bytes.
///
/// Each: first calendar year 2, verdict 1, verdict of the observations 1, whether a crop was seen 1, usual number of crops 1 (255 for
/// none), day of the first late observation 2 (0 for none), mean NDVI, that of the dry season and score 8 each (bits of a double;
/// those of the quiet NaN for none), crops 1, and the last day of each 2.
enum SettledYearBytes {
  private static let verdicts = CropYearVerdict.allCases
  private static let none = UInt64(0x7FF8_0000_0000_0000)

  static func bytes(of years: [SettledCropYear]) -> [UInt8] {
    var bytes: [UInt8] = []
    for year in years {
      append(UInt64(year.year.startYear), 2, to: &bytes)
      for verdict in [year.verdict, year.observed] {
        bytes.append(UInt8(verdicts.firstIndex(of: verdict) ?? 0))
      }
      bytes.append(year.cultivationSeen ? 1 : 0)
      bytes.append(year.usualCycles.map { UInt8(min($0, 254)) } ?? 255)
      append(UInt64(year.coveredFrom?.dayNumber ?? 0), 2, to: &bytes)
      for number in [year.meanNDVI, year.drySeasonNDVI, year.score] {
        append(number?.bitPattern ?? none, 8, to: &bytes)
      }
      bytes.append(UInt8(year.cropEnds.count))
      for day in year.cropEnds { append(UInt64(day.dayNumber), 2, to: &bytes) }
    }
    return bytes
  }

  /// The crop years of bytes; nil for bytes that are none.
  static func years(of bytes: [UInt8], start: MonthDay) -> [SettledCropYear]? {
    var years: [SettledCropYear] = []
    var place = 0
    func number(_ count: Int) -> UInt64? {
      guard place + count <= bytes.count else { return nil }
      defer { place += count }
      return (0..<count).reversed().reduce(0) { $0 << 8 | UInt64(bytes[place + $1]) }
    }
    func verdict() -> CropYearVerdict? {
      number(1).flatMap { verdicts.indices.contains(Int($0)) ? verdicts[Int($0)] : nil }
    }
    while place < bytes.count {
      guard let startYear = number(2), let settled = verdict(), let observed = verdict(),
        let seen = number(1), let usual = number(1), let covered = number(2),
        let mean = number(8), let dry = number(8), let score = number(8), let crops = number(1)
      else { return nil }
      var ends: [CalendarDate] = []
      for _ in 0..<crops {
        guard let day = number(2) else { return nil }
        ends.append(CalendarDate(dayNumber: Int(day)))
      }
      func value(_ bits: UInt64) -> Double? { bits == none ? nil : Double(bitPattern: bits) }
      years.append(
        SettledCropYear(
          year: CropYear(start: start, startYear: Int(startYear)), verdict: settled,
          observed: observed, cultivationSeen: seen != 0, cropEnds: ends,
          usualCycles: usual == 255 ? nil : Int(usual),
          coveredFrom: covered == 0 ? nil : CalendarDate(dayNumber: Int(covered)),
          meanNDVI: value(mean), drySeasonNDVI: value(dry), score: value(score) ?? 0))
    }
    return years
  }

  private static func append(_ number: UInt64, _ count: Int, to bytes: inout [UInt8]) {
    for byte in 0..<count { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * byte))) }
  }
}

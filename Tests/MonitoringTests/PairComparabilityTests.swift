import Imagery
import Monitoring
import Testing

@Suite struct PairComparabilityTests {
  static func scene(_ date: String?, profile: String = "sentinel2-l2a") -> Scene {
    Scene(
      name: date ?? "undated",
      acquisition: AcquisitionID(
        platform: "", sensor: profile, tile: "50RMU",
        sensed: date.flatMap { CalendarDate($0) }.map { SensingTime(date: $0) }),
      version: ProductVersion(baseline: "", processed: ""), profile: profile, bands: [:],
      quality: nil, isCalibrated: true)
  }

  @Test(arguments: [
    ("2020-03-01", "2024-03-20", false), ("2020-03-01", "2024-06-20", true),
    ("2020-12-25", "2024-01-05", false), ("2020-01-01", "2020-07-01", true),
  ])
  func `a pair that crosses seasons is pointed out, the turn of the year is no season`(
    before: String, after: String, isNoticed: Bool
  ) {
    let notices = PairComparability.notices(before: Self.scene(before), after: Self.scene(after))
    #expect(notices.contains { $0.contains("seasons differ") } == isNoticed)
  }

  @Test func `an unknown date, another order and another sensor are pointed out`() {
    let undated = PairComparability.notices(
      before: Self.scene(nil), after: Self.scene("2024-03-01"))
    #expect(undated.contains { $0.contains("日期未知") && $0.contains("--dates") })
    let reversed = PairComparability.notices(
      before: Self.scene("2024-03-10"), after: Self.scene("2024-03-01"))
    #expect(reversed.contains { $0.contains("older") })
    let mixed = PairComparability.notices(
      before: Self.scene("2024-03-01"), after: Self.scene("2024-03-10", profile: "landsat-c2-l2"))
    #expect(mixed.contains { $0.contains("landsat-c2-l2") })
  }
}

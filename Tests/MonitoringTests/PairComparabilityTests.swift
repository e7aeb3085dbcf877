import ChangeDetection
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

  // 0.15 is the NDVI loss from which a pixel counts as changed.
  @Test(
    arguments: [
      (-0.68, "fallen by 0.68"), (0.2, "risen by 0.20"), (-0.15, "fallen by 0.15"), (-0.14, nil),
      (0, nil),
    ] as [(Double, String?)])
  func `a change of most of the scene is pointed out`(median: Double, words: String?) {
    let notice = PairComparability.notice(medianNDVIDifference: median, settings: ChangeSettings())
    #expect((notice != nil) == (words != nil))
    if let words { #expect(notice?.contains(words) == true) }
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

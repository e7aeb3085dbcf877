import Imagery
import TestSupport
import Testing

@testable import ChangeDetection

struct OtherUseTests {
  private let detector = AbandonmentDetector()

  @Test(arguments: [
    (ParcelShape.orchard, FarmlandFindingCode.convertedToTrees),
    (.pond, .convertedToPond), (.roof, .convertedToBuilt),
  ])
  func `cropland that becomes something else is a conversion, not an abandonment`(
    shape: ParcelShape, code: FarmlandFindingCode
  ) throws {
    let parcel = ParcelMaker().parcel([.doubleRice, .singleMaize, shape, shape])
    let finding = detector.examine(parcel)
    #expect(finding.code == code)
    #expect(finding.state == .confirmed)
    #expect(finding.firstDate == CalendarDate("2020-10-01"))
    // The first look at the parcel in the last 45 days of the crop year, which ends on 30 September.
    let near = try #require(CalendarDate("2021-08-16"))
    #expect(
      finding.confirmedDate == parcel.series.observations.first { $0.date >= near }?.date)
    #expect(finding.episodes.isEmpty)
    let once = detector.examine(ParcelMaker().parcel([.doubleRice, .singleMaize, shape]))
    #expect(once.code == code)
    #expect(once.state == .confirmed)
  }

  @Test(arguments: [
    (ParcelShape.orchard, FarmlandFindingCode.convertedToTrees), (.pond, .convertedToPond),
  ])
  func `another use is told before the day on which a late crop must be cut`(
    shape: ParcelShape, code: FarmlandFindingCode
  ) throws {
    let shapes: [ParcelShape] = [.doubleRice, .weeds, .weeds, shape]
    let closing = ParcelMaker.calendar.closingDate(of: ParcelMaker.year(3))
    var confirmed: Set<CalendarDate> = []
    for until in ["2022-09-25", "2022-09-30", "2022-10-20", "2022-11-15"] {
      let day = try #require(CalendarDate(until))
      let finding = detector.examine(
        ParcelMaker().parcel(shapes, untilDay: day.dayNumber))
      #expect(finding.code == code, "\(until)")
      #expect(finding.state == .confirmed)
      confirmed.insert(try #require(finding.confirmedDate))
    }
    // What a later night says of the day of confirmation is what the earlier one said.
    #expect(confirmed.count == 1)
    #expect(confirmed.allSatisfy { $0 < closing })
    // In midsummer too much of the crop year is still to come.
    let summer = try #require(CalendarDate("2022-07-25"))
    let early = detector.examine(ParcelMaker().parcel(shapes, untilDay: summer.dayNumber))
    #expect(early.code.isAbandonment)
  }

  @Test(arguments: [
    (ParcelShape.orchard, FarmlandFindingCode.treesThroughout),
    (.pond, .pondThroughout), (.roof, .builtThroughout),
  ])
  func `a use that was always there is no conversion`(
    shape: ParcelShape, code: FarmlandFindingCode
  ) {
    let finding = detector.examine(ParcelMaker().parcel([shape, shape, shape]))
    #expect(finding.code == code)
    #expect(!finding.code.isConversion)
    #expect(finding.firstDate == nil)
  }

  @Test func `a crop in a crop year that was seen in part is a use before the pond`() {
    var parcel = ParcelMaker(cloud: 0).parcel([.doubleRice, .pond, .pond])
    let begin = ParcelMaker.year(0).firstDay.dayNumber + 55
    parcel.series.observations.removeAll { $0.date.dayNumber < begin }
    let finding = detector.examine(parcel)
    #expect(finding.years.first?.verdict == .undecidable)
    #expect(finding.code == .convertedToPond)
    #expect(finding.firstDate == ParcelMaker.year(1).firstDay)
  }

  @Test func `either water index tells a pond whose coarse pixels take in its banks`() {
    var date = UnitObservation(
      date: CalendarDate(dayNumber: 20_000), scene: 0, platform: "a", clearShare: 10_000)
    func summary(_ value: Int16) -> IndexSummary {
      IndexSummary(mean: value, median: value, lowerQuartile: value, upperQuartile: value)
    }
    #expect(!CultivationEvidence.isWater(date))
    date.mndwi = summary(-300)
    #expect(!CultivationEvidence.isWater(date))
    date.ndwi = summary(200)
    #expect(CultivationEvidence.isWater(date))
    date.mndwi = summary(1)
    date.ndwi = summary(0)
    #expect(CultivationEvidence.isWater(date))
    date.mndwi = summary(0)
    #expect(!CultivationEvidence.isWater(date))
  }

  @Test func `paddies under water for weeks are no pond`() {
    let finding = detector.examine(ParcelMaker(cloud: 0).parcel([.doubleRice, .doubleRice]))
    let shares = finding.years.flatMap(\.tests).filter { $0.name == "water_date_share" }
    #expect(shares.contains { ($0.value ?? 0) > 0.05 })
    #expect(shares.allSatisfy { $0.isMet == false })
  }

  @Test func `trees on land that was idle before end the idle run`() {
    let finding = detector.examine(
      ParcelMaker().parcel([.singleMaize, .sparseWeeds, .sparseWeeds, .orchard, .orchard]))
    #expect(finding.code == .convertedToTrees)
    #expect(finding.episodes.map(\.state) == [.ended])
  }
}

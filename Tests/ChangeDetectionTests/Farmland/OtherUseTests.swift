import ChangeDetection
import Imagery
import TestSupport
import Testing

struct OtherUseTests {
  private let detector = AbandonmentDetector()

  @Test(arguments: [
    (ParcelShape.orchard, FarmlandFindingCode.convertedToTrees),
    (.pond, .convertedToPond), (.roof, .convertedToBuilt),
  ])
  func `cropland that becomes something else is a conversion, not an abandonment`(
    shape: ParcelShape, code: FarmlandFindingCode
  ) {
    let finding = detector.examine(ParcelMaker().parcel([.doubleRice, .singleMaize, shape, shape]))
    #expect(finding.code == code)
    #expect(finding.state == .confirmed)
    #expect(finding.firstDate == CalendarDate("2020-10-01"))
    #expect(finding.confirmedDate == CalendarDate("2021-10-31"))
    #expect(finding.episodes.isEmpty)
    let once = detector.examine(ParcelMaker().parcel([.doubleRice, .singleMaize, shape]))
    #expect(once.code == code)
    #expect(once.state == .confirmed)
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

import Diagnostics
import Imagery
import Testing

@testable import ChangeDetection

@Suite struct IndexChangeMethodTests {
  // Spectra in the manner of FORCE's example end members; blue, green, red, near infrared, SWIR 1, SWIR 2.
  static let crop: [Float] = [320, 560, 450, 3670, 1700, 710]
  static let meadow: [Float] = [500, 900, 700, 3300, 2200, 1200]
  static let soil: [Float] = [730, 1450, 2240, 2750, 4020, 3220]
  static let roof: [Float] = [2600, 2700, 2800, 2900, 3000, 2800]
  static let asphalt: [Float] = [900, 1000, 1100, 1300, 1500, 1400]
  static let pond: [Float] = [700, 800, 500, 300, 200, 100]
  /// Senescent cover: NDVI 0.35, BSI and NDBI hardly above those of the crop.
  static let stubble: [Float] = [500, 700, 850, 1750, 500, 400]

  static let all = Set(PairFixture.roles)
  static let withoutSWIR: Set<BandRole> = [.blue, .green, .red, .nir]

  private func states(
    _ pairs: [([Float], [Float])], roles: Set<BandRole> = all, isCalibrated: Bool = true,
    settings: ChangeSettings = ChangeSettings()
  ) throws -> [UInt8] {
    let fixture = PairFixture(
      pairs.map { .init(before: $0.0, after: $0.1) },
      roles: PairFixture.roles.filter(roles.contains))
    let method = try IndexChangeMethod(
      availableRoles: roles, isCalibrated: isCalibrated, settings: settings)
    return try fixture.states(method)
  }

  @Test func `vegetation that became soil or roof is a change`() throws {
    #expect(try states([(Self.crop, Self.soil), (Self.crop, Self.roof)]) == [1, 1])
  }

  @Test func `ground that was bare before changes with its brightness, up or down`() throws {
    #expect(try states([(Self.soil, Self.roof), (Self.roof, Self.asphalt)]) == [1, 1])
  }

  @Test func `stable ground is no change`() throws {
    #expect(try states([(Self.soil, Self.soil), (Self.crop, Self.crop)]) == [0, 0])
  }

  @Test func `ground green at both dates is no change however its brightness moved`() throws {
    #expect(try states([(Self.crop, Self.meadow)]) == [0])
    var settings = ChangeSettings()
    settings.bareNDVI = 0.9
    #expect(try states([(Self.crop, Self.meadow)], settings: settings) == [0])
    settings.greenNDVI = 1
    settings.ndviLoss = 0.1
    settings.bsiRise = 0.05
    #expect(try states([(Self.crop, Self.meadow)], settings: settings) == [1])
  }

  @Test func `a field that was flooded is no change`() throws {
    #expect(try states([(Self.crop, Self.pond), (Self.soil, Self.pond)]) == [0, 0])
  }

  @Test func `vegetation lost without soil or building is no change`() throws {
    #expect(try states([(Self.crop, Self.stubble)]) == [0])
  }

  @Test func `a change below the magnitude threshold is no change`() throws {
    var settings = ChangeSettings()
    settings.magnitude = 300
    #expect(try states([(Self.crop, Self.soil)], settings: settings) == [0])
  }

  @Test func `a scene-wide shift of season is taken out`() throws {
    // The whole background loses as much NDVI as the pixel: nothing stands out.
    let pixel = PairFixture.Pixel(before: Self.crop, after: Self.soil)
    let fixture = PairFixture(Array(repeating: pixel, count: 3000))
    let method = try IndexChangeMethod(
      availableRoles: Self.all, isCalibrated: true, settings: ChangeSettings())
    #expect(try fixture.states(method).allSatisfy { $0 == 0 })
  }

  @Test func `without SWIR brightness and PISI stand in and the rule set says so`() throws {
    let found = try states(
      [
        (Self.crop, Self.soil), (Self.soil, Self.roof), (Self.crop, Self.crop),
        (Self.soil, Self.pond),
      ], roles: Self.withoutSWIR)
    #expect(found == [1, 1, 0, 0])
    let method = try IndexChangeMethod(
      availableRoles: Self.withoutSWIR, isCalibrated: true, settings: ChangeSettings())
    #expect(method.ruleSet == "index-swir-free 1")
    #expect(!method.evidence.contains(.bsiDifference))
  }

  @Test func `uncalibrated numbers run by the relative rule`() throws {
    for roles in [Self.all, Self.withoutSWIR] {
      let found = try states(
        [(Self.crop, Self.soil), (Self.soil, Self.roof), (Self.crop, Self.crop)], roles: roles,
        isCalibrated: false)
      #expect(found == [1, 1, 0])
      let method = try IndexChangeMethod(
        availableRoles: roles, isCalibrated: false, settings: ChangeSettings())
      #expect(method.ruleSet.hasSuffix("-relative 2"))
      #expect(method.evidence.contains(.relativeBrightnessDifference))
      #expect(!method.evidence.contains(.fvcDifference))
    }
  }

  @Test func `pixels without data or not usable have no state`() throws {
    var blind = Self.soil
    blind[4] = .nan
    var fixture = PairFixture([
      .init(before: Self.crop, after: blind), .init(before: Self.crop, after: Self.soil),
    ])
    fixture.usable[PairFixture.background + 1] = 0
    let method = try IndexChangeMethod(
      availableRoles: Self.all, isCalibrated: true, settings: ChangeSettings())
    #expect(try fixture.states(method) == [255, 255])
  }

  @Test func `evidence is the difference of the indices as measured`() throws {
    let fixture = PairFixture([.init(before: Self.crop, after: Self.soil)])
    let method = try IndexChangeMethod(
      availableRoles: Self.all, isCalibrated: true, settings: ChangeSettings())
    let block = try fixture.detect(method)
    func value(_ kind: Evidence) -> Int16 { block.plane(kind)[PairFixture.background] }
    // Oracles/indices.py, "field of maize" and "bare soil".
    #expect(value(.ndviBefore) == 7816)
    #expect(value(.ndviAfter) == 1022)
    #expect(value(.ndviDifference) == 1022 - 7816)
    #expect(value(.bsiDifference) == 2854 + 2997)
    #expect(value(.ndbiDifference) == 1876 + 3669)
    #expect(value(.fvcDifference) == 644 - 9032)
    #expect(value(.brightnessDifference) == 1473 - 443)
  }

  @Test func `bands that lack are named`() {
    var caught: TiankanError?
    do {
      _ = try IndexChangeMethod(
        availableRoles: [.red, .nir, .swir1], isCalibrated: true, settings: ChangeSettings())
    } catch { caught = error }
    #expect(caught?.code == .missingBand)
    #expect(caught?.subject == "blue, green")
  }
}

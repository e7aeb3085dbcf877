import Imagery
import Testing

@Suite struct SceneTests {
  static func source(_ name: String, pixel: Double) -> BandSource {
    let grid = Grid(
      crs: GridTests.utm, originX: 0, originY: 0, pixelWidth: pixel, pixelHeight: pixel,
      columns: 10, rows: 10)
    return BandSource(
      path: "\(name).tif", band: 1, name: name, scaling: BandScaling(offset: 0, unit: 0.0001),
      noData: 0, grid: grid)
  }

  @Test func `a scene's grid is that of the finest band among those needed`() {
    let scene = Scene(
      name: "test", acquisition: AcquisitionID(platform: "", sensor: "x", tile: "t", sensed: nil),
      version: ProductVersion(baseline: "", processed: ""), profile: "x",
      bands: [.swir1: Self.source("B11", pixel: 20), .red: Self.source("B04", pixel: 10)],
      quality: nil, isCalibrated: true)
    #expect(scene.grid(for: [.swir1, .red])?.pixelWidth == 10)
    #expect(scene.grid(for: [.swir1])?.pixelWidth == 20)
    #expect(scene.grid(for: [.blue]) == nil)
  }

  @Test func `a scene's files are those of its bands and of its quality layer, each once`() {
    var scene = Scene(
      name: "test", acquisition: AcquisitionID(platform: "", sensor: "x", tile: "t", sensed: nil),
      version: ProductVersion(baseline: "", processed: ""), profile: "x",
      bands: [
        .red: Self.source("stack", pixel: 10), .nir: Self.source("stack", pixel: 10),
        .swir1: Self.source("B11", pixel: 20),
      ], quality: nil, isCalibrated: true)
    #expect(scene.files == ["B11.tif", "stack.tif"])
    scene.quality = Scene.Quality(
      source: Self.source("SCL", pixel: 20), rule: QualityRule(classes: [4: .clear]))
    #expect(scene.files == ["B11.tif", "SCL.tif", "stack.tif"])
  }

  @Test func `an acquisition's name can be a file name`() throws {
    let date = try #require(CalendarDate("2024-03-01"))
    let acquisition = AcquisitionID(
      platform: "sentinel-2a", sensor: "sentinel2-l2a", tile: "T50RMU",
      sensed: SensingTime(date: date, secondOfDay: 10_531))
    #expect("\(acquisition)" == "sentinel-2a_sentinel2-l2a_T50RMU_20240301T025531Z")
  }

  // The self-test of offset handling: baseline 05.09, DN 1200 is 0.02, not 0.12.
  @Test func `the offset of baseline 04 and later is added before scaling`() {
    let scaling = BandScaling(offset: -1000, unit: 1 / 10_000)
    #expect(abs(scaling.reflectance(1200) - 0.02) < 1e-15)
    let landsat = BandScaling(offset: -0.2 / 0.0000275, unit: 0.0000275)
    #expect(abs(landsat.reflectance(20_000) - (20_000 * 0.0000275 - 0.2)) < 1e-12)
  }

  @Test func `an unlisted class of a quality layer is not usable`() {
    let rule = QualityRule(classes: [4: .clear, 9: .cloud])
    #expect(rule.isUsable(4))
    #expect(!rule.isUsable(9))
    #expect(!rule.isUsable(12))
  }

  // Landsat QA_PIXEL: bit 3 cloud, bit 4 shadow, bit 6 clear, bit 7 water.
  @Test func `one unusable bit makes the pixel unusable`() {
    let rule = QualityRule(bits: [3: .cloud, 4: .shadow, 7: .water])
    #expect(rule.isUsable(0b0100_0000))
    #expect(rule.isUsable(0b1000_0000))
    #expect(!rule.isUsable(0b0000_1000))
    #expect(rule.conditions(of: 0b1001_0000) == [.shadow, .water])
  }
}

import Diagnostics
import Foundation
import GeoIO
import Imagery
import TestSupport
import Testing

/// Every folder of real imagery that holds scenes can be read, with what its files do not say stated by the user.
@Suite(.enabled(if: TestData.isAvailable))
struct RealSceneTests {
  let recognizer: SceneRecognizer

  init() throws { recognizer = SceneRecognizer(library: try SensorProfileLibrary()) }

  static let cities = ["aguasclaras", "beihai", "bercy", "bordeaux", "paris", "saclay_e"]

  @Test(arguments: cities, ["imgs_1", "imgs_2"])
  func `each OSCD folder is Level-1C and refused without an offset`(
    city: String, folder: String
  ) throws {
    let path = TestData.path("oscd/\(city)/\(folder)")
    let error = #expect(throws: TiankanError.self) { try recognizer.scene(at: path) }
    #expect(error?.code == .unknownScaling)
    #expect(error?.message.contains("--dn-offset") == true)

    let scene = try recognizer.scene(at: path, options: SceneOptions(dnOffset: 0))
    #expect(scene.profile == "sentinel2-l1c")
    #expect(scene.bands.count == 13)
    #expect(scene.quality == nil)
    #expect(scene.notices.contains { $0.contains("clouds are not masked") })
    #expect(scene.bands[.red]?.scaling == BandScaling(offset: 0, unit: 0.0001))
    #expect(scene.bands[.red]?.path.hasSuffix("_B04.tif") == true)
  }

  @Test func `a sensing time in an OSCD name is a date, a processing time is none`() throws {
    let options = SceneOptions(dnOffset: 0)
    let early = try recognizer.scene(
      at: TestData.path("oscd/saclay_e/imgs_1"), options: options)
    #expect(early.acquisition.sensed == nil)
    #expect(early.acquisition.tile == "31UDP")
    #expect(early.acquisition.platform == "sentinel-2a")
    #expect(early.version.processed == "20160315T201048")
    #expect(early.notices.contains { $0.contains("time of processing") })

    let late = try recognizer.scene(at: TestData.path("oscd/saclay_e/imgs_2"), options: options)
    #expect(late.acquisition.sensed?.description == "2017-08-29T10:50:19Z")
    #expect(late.bands[.red]?.grid.columns == 679)
    #expect(early.bands[.red]?.grid.columns == 688)
  }

  @Test func `each Terrascope folder is read with its classes, and the files' date is believed`()
    throws
  {
    let root = TestData.path("fields/terrascope_S2_TOC_V200_31UFS")
    for name in try FileManager.default.contentsOfDirectory(atPath: root) {
      let scene = try recognizer.scene(at: "\(root)/\(name)")
      #expect(scene.profile == "sentinel2-terrascope")
      #expect(scene.acquisition.tile == "31UFS")
      #expect(scene.bands.count == 11)
      #expect(scene.bands[.red]?.grid.pixelWidth == 10)
      #expect(scene.bands[.red]?.noData == 32767)
      #expect(scene.bands[.red]?.scaling == BandScaling(offset: 0, unit: 0.0001))
      #expect(scene.quality?.source.grid.pixelWidth == 20)
      #expect(scene.acquisition.sensed?.secondOfDay != nil)
    }
    // The folder of 2020-08-25 holds the files of 2020-08-30.
    let odd = try recognizer.scene(at: "\(root)/S2A_20200825T104031_31UFS_TOC_V200")
    #expect(odd.acquisition.sensed?.description == "2020-08-30T10:36:29Z")
    #expect(odd.acquisition.platform == "sentinel-2b")
    #expect(odd.notices.contains { $0.contains("another acquisition") })
  }

  @Test func `the Landsat pair in one folder is told apart by its metadata files`() throws {
    let root = TestData.path("misc_formats/rcran_satellite_L7_L8_MTL")
    let mixed = #expect(throws: TiankanError.self) { try recognizer.scene(at: root) }
    #expect(mixed?.code == .unrecognised)
    #expect(mixed?.message.contains("LC08") == true)
    #expect(mixed?.message.contains("LE07") == true)

    let eight = try recognizer.scene(
      at: "\(root)/LC08_L1TP_195025_20130707_20170503_01_T1_MTL.txt")
    #expect(eight.acquisition.platform == "landsat-8")
    #expect(eight.acquisition.sensed?.description == "2013-07-07T10:17:42Z")
    #expect(eight.acquisition.tile == "195025")
    #expect(eight.version.baseline == "01_T1")
    #expect(eight.bands[.nir]?.name == "B5")
    #expect(eight.bands[.panchromatic]?.grid.columns == 82)
    // 2e-5 and -0.1 of the MTL file, sun at 58.99675180 degrees; computed in Python.
    let scaling = try #require(eight.bands[.red]?.scaling)
    #expect(abs(scaling.reflectance(10000) - 0.11666731404816863) < 1e-12)
    #expect(eight.quality?.rule.isUsable(2720) == true)

    let seven = try recognizer.scene(
      at: "\(root)/LE07_L1TP_195025_20010730_20170204_01_T1_MTL.txt")
    #expect(seven.acquisition.platform == "landsat-7")
    #expect(seven.bands[.nir]?.name == "B4")
    #expect(seven.bands[.coastal] == nil)
  }

  @Test
  func
    `Landsat folders without their metadata file are refused, or run relative where a sidecar says so`()
    throws
  {
    let root = TestData.path(
      "misc_formats/gdalcubes_L8NY18/L8NY18/LC08_L1TP_014032_20180428_20180502_01_T1")
    let error = #expect(throws: TiankanError.self) { try recognizer.scene(at: root) }
    #expect(error?.code == .unknownScaling)
    #expect(error?.message.contains("MTL") == true)

    let fixture = try ArchiveFixture()
    let copy = fixture.path("scene")
    try FileManager.default.copyItem(atPath: root, toPath: copy)
    try fixture.text("scene/scene.yaml", "calibrated: false\n")
    let scene = try recognizer.scene(at: copy)
    #expect(scene.bands[.red]?.scaling == BandScaling(offset: 0, unit: 1))
    #expect(!scene.isCalibrated)
    #expect(scene.acquisition.sensed?.description == "2018-04-28")
    #expect(scene.notices.contains { $0.contains("relative") })
  }

  @Test func `bands of a Sentinel Hub export are read although a data mask follows them`() throws {
    let root = TestData.path("mines_india/mine_1/baseline/220819")
    let refused = #expect(throws: TiankanError.self) { try recognizer.scene(at: root) }
    #expect(refused?.code == .missingQuality)
    #expect(refused?.message.contains("--quality none") == true)

    let scene = try recognizer.scene(at: root, options: SceneOptions(quality: .declined))
    #expect(scene.bands.keys.sorted() == [.blue, .red, .nir, .swir1, .swir2])
    #expect(scene.bands[.red]?.band == 1)
    #expect(scene.acquisition.sensed?.description == "2019-08-22")
    let scaling = try #require(scene.bands[.red]?.scaling)
    #expect(abs(scaling.reflectance(65535) - 1) < 1e-12)
    #expect(scene.notices.contains { $0.contains("clouds are not masked") })
  }

  @Test func `described bands of one file are read under a named sensor`() throws {
    let file = TestData.path("fields/00002806639B424A/S2_20m/S2_L2A_20m_20180603.tif")
    let options = SceneOptions(sensor: "sentinel2-l2a", dnOffset: 0)
    let scene = try recognizer.scene(at: file, options: options)
    #expect(scene.bands[.swir1]?.band == 5)
    #expect(scene.quality?.source.band == 7)
    #expect(scene.acquisition.sensed?.description == "2018-06-03T11:00:35Z")

    let fine = TestData.path("fields/00002806639B424A/S2_10m/S2_L2A_10m_20180603.tif")
    let refused = #expect(throws: TiankanError.self) {
      try recognizer.scene(at: fine, options: options)
    }
    #expect(refused?.code == .missingQuality)

    let landsat = try recognizer.scene(
      at: TestData.path("fields/00002806639B424A/L8_SR/L8_SR_20180606.tif"),
      options: SceneOptions(sensor: "landsat-c1-sr"))
    #expect(landsat.bands[.nir]?.band == 4)
    #expect(landsat.quality?.rule.isUsable(322) == true)
    #expect(landsat.acquisition.platform == "landsat-8")
  }

  @Test func `bands described by role need no sensor and run relative`() throws {
    let scene = try recognizer.scene(
      at: TestData.path("landsat_china/Taizhou/taizhou_20000317_B123457.tif"))
    #expect(scene.profile == "generic")
    #expect(scene.bands.keys.sorted() == [.blue, .green, .red, .nir, .swir1, .swir2])
    #expect(!scene.isCalibrated)
    #expect(scene.acquisition.sensed == nil)
    #expect(scene.bands[.swir2]?.scaling == BandScaling(offset: 0, unit: 1))
    #expect(scene.notices.contains { $0.contains("relative rules") })
  }

  @Test func `aerial imagery is recognised by name, band by order`() throws {
    let scene = try recognizer.scene(
      at: TestData.path("highres_4band/m_4709963_se_14_1_20140720.tif"))
    #expect(scene.profile == "naip")
    #expect(scene.bands[.blue]?.band == 3)
    #expect(scene.acquisition.sensed?.description == "2014-07-20")
  }

  @Test func `composites without names are read with a sidecar`() throws {
    let fixture = try ArchiveFixture()
    for (source, name, bands, extra) in [
      (
        "city_growth_india/Sentinel2_2018.tif", "city", "[blue, green, red, nir, swir1, swir2]",
        "scale: 0.0001\ndn-offset: 0"
      ),
      (
        "recovery_landsat/input/bc06_wildfire_landsat_bap/2010.tif", "recovery",
        "[blue, green, red, nir, swir1, swir2]", "scale: 1\ndn-offset: 0\nnodata: 0"
      ),
      (
        "romania_s2/S2_20m/S2_20m_20180726.tif", "romania", "[B3, B4, B8A, B11, SCL]",
        "sensor: sentinel2-l2a\ndn-offset: 0\ndate: 2018-07-26"
      ),
    ] {
      try FileManager.default.copyItem(
        atPath: TestData.path(source), toPath: fixture.path("\(name).tif"))
      let bare = #expect(throws: TiankanError.self) {
        try recognizer.scene(at: fixture.path("\(name).tif"))
      }
      #expect(bare?.code == .unrecognised)
      try fixture.text("\(name).yaml", "bands: \(bands)\n\(extra)\n")
      let scene = try recognizer.scene(at: fixture.path("\(name).tif"))
      #expect(scene.isCalibrated)
      #expect(scene.bands[.red] != nil)
    }
    let romania = try recognizer.scene(at: fixture.path("romania.tif"))
    #expect(romania.bands[.nirNarrow]?.band == 3)
    #expect(romania.quality?.source.band == 5)
    #expect(romania.acquisition.sensed?.description == "2018-07-26")
  }

  @Test func `folders of common band names are read when the sensor is named`() throws {
    let root = TestData.path("fields/OPTICAL_36MXB_S2_L8/36/M/XB/2019/20190904")
    let path = root + "/S2B_MSIL2A_20190904T074619_N9999R135T36MXB_36MXB"
    let bare = #expect(throws: TiankanError.self) { try recognizer.scene(at: path) }
    #expect(bare?.code == .unrecognised)
    #expect(bare?.message.contains("sentinel2-l2a") == true)

    let options = SceneOptions(sensor: "sentinel2-l2a", quality: .declined)
    let noOffset = #expect(throws: TiankanError.self) {
      try recognizer.scene(at: path, options: options)
    }
    #expect(noOffset?.code == .unknownScaling)
    var stated = options
    stated.dnOffset = 0
    let scene = try recognizer.scene(at: path, options: stated)
    #expect(scene.acquisition.sensed?.description == "2019-09-04T07:46:19Z")
    #expect(scene.acquisition.platform == "sentinel-2b")
    #expect(scene.bands.count == 9)
  }

  @Test func `a scan of real folders lists every scene once and every refusal with its reason`()
    throws
  {
    let terrascope = try SceneCatalog.scan(
      [TestData.path("fields/terrascope_S2_TOC_V200_31UFS")], recognizer: recognizer)
    // Nine folders; those of 2020-08-25 and 2020-08-28 hold other folders' or later files, see the names in them.
    #expect(terrascope.entries.count + terrascope.refusals.count == 9)
    #expect(terrascope.refusals.allSatisfy { $0.code == "duplicate" })

    let landsat = try SceneCatalog.scan(
      [TestData.path("misc_formats")], recognizer: recognizer)
    #expect(landsat.entries.map(\.scene.acquisition.platform) == ["landsat-7", "landsat-8"])
    #expect(landsat.refusals.filter { $0.code == "unknown-scaling" }.count == 19)

    let mines = try SceneCatalog.scan(
      [TestData.path("mines_india/mine_1")], options: SceneOptions(quality: .declined),
      recognizer: recognizer)
    #expect(mines.entries.count + mines.refusals.count >= 108)
    #expect(mines.entries.allSatisfy { $0.scene.bands.count == 5 })

    let cities = try SceneCatalog.scan(
      [TestData.path("oscd")], options: SceneOptions(dnOffset: 0), recognizer: recognizer)
    let undated = cities.refusals.filter { $0.code == "unknown-date" }
    #expect(undated.count == 5)
    #expect(undated.allSatisfy { $0.reason.contains("time of processing") })
  }
}

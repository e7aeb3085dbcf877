import Diagnostics
import Foundation
import Imagery
import Testing

@testable import GeoIO

struct SceneRecognizerTests {
  let fixture: ArchiveFixture
  let recognizer: SceneRecognizer

  init() throws {
    fixture = try ArchiveFixture()
    recognizer = SceneRecognizer(library: try SensorProfileLibrary())
  }

  private func refusal(
    _ path: String, _ options: SceneOptions = SceneOptions()
  ) -> TiankanError? {
    #expect(throws: TiankanError.self) { try recognizer.scene(at: path, options: options) }
  }

  /// A Level-2A product with red, near infrared at two resolutions, and scene classes.
  private func safe(
    _ name: String = "S2A_MSIL2A_20240301T025531_N0510_R032_T50RMU_20240301T061234.SAFE",
    baseline: String = "05.10", offset: Int? = -1000, classes: Bool = true
  ) throws -> String {
    let images = "\(name)/GRANULE/L2A_T50RMU_A045401_20240301T025531/IMG_DATA"
    for (band, resolution) in [("B04", 10), ("B08", 10), ("B04", 20), ("B11", 20)] {
      try fixture.raster(
        "\(images)/R\(resolution)m/T50RMU_20240301T025531_\(band)_\(resolution)m.jp2",
        size: 40 / resolution, pixel: resolution)
    }
    if classes {
      try fixture.raster(
        "\(images)/R20m/T50RMU_20240301T025531_SCL_20m.jp2", type: "Byte", numbers: [4], size: 2,
        pixel: 20)
    }
    try fixture.text(
      "\(name)/MTD_MSIL2A.xml", ProductText.sentinel2(baseline: baseline, offset: offset))
    return fixture.path(name)
  }

  @Test func `a SAFE product gives bands at their finest, the offset of its tags, and its date`()
    throws
  {
    let scene = try recognizer.scene(at: try safe())
    #expect(scene.profile == "sentinel2-l2a")
    #expect(scene.acquisition.platform == "sentinel-2a")
    #expect(scene.acquisition.tile == "50RMU")
    #expect(scene.acquisition.sensed?.description == "2024-03-01T02:55:31Z")
    #expect(
      scene.version
        == ProductVersion(
          baseline: "05.10", processed: "2024-03-01T06:12:34.000000Z"))
    #expect(scene.bands.keys.sorted() == [.red, .nir, .swir1])
    #expect(scene.bands[.red]?.grid.pixelWidth == 10)
    #expect(scene.bands[.swir1]?.grid.pixelWidth == 20)
    #expect(scene.bands[.red]?.noData == 0)
    let scaling = try #require(scene.bands[.red]?.scaling)
    #expect(abs(scaling.reflectance(1200) - 0.02) < 1e-12)
    #expect(scene.quality?.source.name == "SCL")
    #expect(scene.isCalibrated)
    #expect(scene.acquisition.description == "sentinel-2a_sentinel2-l2a_50RMU_20240301T025531Z")
  }

  @Test func `the product's metadata file and a renamed product folder are the same scene`() throws
  {
    let path = try safe("download")
    let byFolder = try recognizer.scene(at: path)
    let byFile = try recognizer.scene(at: "\(path)/MTD_MSIL2A.xml")
    #expect(byFolder.bands == byFile.bands)
    #expect(byFolder.acquisition == byFile.acquisition)
  }

  @Test func `an older baseline without offset tags adds nothing`() throws {
    let scene = try recognizer.scene(at: try safe(baseline: "02.13", offset: nil))
    #expect(scene.bands[.red]?.scaling.offset == 0)
  }

  @Test func `a stated offset that contradicts the product's tag is an error`() throws {
    let path = try safe()
    let error = refusal(path, SceneOptions(dnOffset: 0))
    #expect(error?.code == .unknownScaling)
    #expect(error?.message.contains("-1000") == true)
    #expect(try recognizer.scene(at: path, options: SceneOptions(dnOffset: -1000)).bands.count == 3)
  }

  @Test func `a stated date that contradicts the product is an error`() throws {
    let path = try safe()
    let error = refusal(path, SceneOptions(sensed: CalendarDate("2024-03-02")))
    #expect(error?.code == .unknownDate)
    let same = SceneOptions(sensed: CalendarDate("2024-03-01"))
    #expect(try recognizer.scene(at: path, options: same).acquisition.sensed?.secondOfDay != nil)
  }

  @Test func `a product without its quality layer is refused unless quality is declined`() throws {
    let path = try safe(classes: false)
    let error = refusal(path)
    #expect(error?.code == .missingQuality)
    #expect(error?.message.contains("SCL") == true)
    let scene = try recognizer.scene(at: path, options: SceneOptions(quality: .declined))
    #expect(scene.quality == nil)
    #expect(scene.notices.contains { $0.contains("declined") })
  }

  @Test func `a Level-1C product reads its radiometric offsets and notes that clouds stay`() throws
  {
    let name = "S2B_MSIL1C_20240301T025531_N0510_R032_T50RMU_20240301T045000.SAFE"
    try fixture.raster("\(name)/GRANULE/L1C_T50RMU/IMG_DATA/T50RMU_20240301T025531_B04.jp2")
    try fixture.text(
      "\(name)/MTD_MSIL1C.xml", ProductText.sentinel2(baseline: "05.10", offset: -1000, level: 1))
    let scene = try recognizer.scene(at: fixture.path(name))
    #expect(scene.profile == "sentinel2-l1c")
    #expect(scene.bands[.red]?.scaling == BandScaling(offset: -1000, unit: 0.0001))
    #expect(scene.notices.contains { $0.contains("clouds are not masked") })
  }

  @Test
  func `a Landsat Collection 2 folder takes Level-2 numbers, not the Level-1 ones beside them`()
    throws
  {
    let stem = "LC09_L2SP_119042_20240302_20240304_02_T1"
    for band in ["SR_B4", "SR_B5"] { try fixture.raster("ls/\(stem)_\(band).TIF") }
    try fixture.raster("ls/\(stem)_QA_PIXEL.TIF", numbers: [21824])
    try fixture.raster("ls/\(stem)_ST_B10.TIF")
    try fixture.text("ls/\(stem)_MTL.txt", ProductText.landsatC2)
    let scene = try recognizer.scene(at: fixture.path("ls"))
    #expect(scene.profile == "landsat-c2-l2")
    #expect(scene.acquisition.platform == "landsat-9")
    #expect(scene.acquisition.tile == "119042")
    #expect(scene.acquisition.sensed?.description == "2024-03-02T02:34:56Z")
    #expect(scene.version.baseline == "02_T1")
    #expect(scene.bands.keys.sorted() == [.red, .nir])
    let scaling = try #require(scene.bands[.red]?.scaling)
    // USGS: 10000 × 0.0000275 − 0.2 = 0.075.
    #expect(abs(scaling.reflectance(10000) - 0.075) < 1e-12)
    #expect(scene.quality?.rule.isUsable(21824) == true)
  }

  @Test func `HLS names give year and day of year, and L30 and S30 differ in bands`() throws {
    for (kind, nir) in [("L30", "B05"), ("S30", "B08")] {
      let stem = "HLS.\(kind).T50RMU.2020123T023456.v2.0"
      for band in ["B04", nir] {
        try fixture.raster(
          "\(kind)/\(stem).\(band).tif", type: "Int16", arguments: ["-a_nodata", "-9999"])
      }
      try fixture.raster("\(kind)/\(stem).Fmask.tif", type: "Byte", numbers: [64])
      let scene = try recognizer.scene(at: fixture.path(kind))
      #expect(scene.profile == "hls")
      #expect(scene.acquisition.sensed?.description == "2020-05-02T02:34:56Z")
      #expect(scene.bands[.nir]?.name == nir)
      #expect(scene.bands[.red]?.scaling == BandScaling(offset: 0, unit: 0.0001))
      #expect(scene.bands[.red]?.noData == -9999)
      #expect(scene.quality?.rule.isUsable(64) == true)
      #expect(scene.quality?.rule.isUsable(66) == false)
    }
  }

  @Test func `bands of two tiles in one folder are refused by name`() throws {
    try fixture.raster("two/T50RMU_20240301T025531_B04.tif")
    try fixture.raster("two/T50RMV_20240301T025531_B08.tif")
    let error = refusal(fixture.path("two"), SceneOptions(dnOffset: 0))
    #expect(error?.code == .unrecognised)
    #expect(error?.message.contains("T50RMU_20240301T025531_B04.tif") == true)
    #expect(error?.message.contains("T50RMV_20240301T025531_B08.tif") == true)
  }

  @Test func `two files for one role are refused by name`() throws {
    try fixture.raster("twin/T50RMU_20240301T025531_B04.tif")
    try fixture.raster("twin/T50RMU_20240301T025531_B04.tiff")
    let error = refusal(fixture.path("twin"), SceneOptions(dnOffset: 0))
    #expect(error?.code == .unrecognised)
    #expect(error?.message.contains("B04.tif and T50RMU_20240301T025531_B04.tiff") == true)
  }

  @Test func `bands in two coordinate systems are refused`() throws {
    try fixture.raster("crs/T50RMU_20240301T025531_B04.tif")
    try fixture.raster("crs/T50RMU_20240301T025531_B08.tif", crs: "EPSG:32651")
    let error = refusal(fixture.path("crs"), SceneOptions(dnOffset: 0))
    #expect(error?.code == .unsuitableCRS)
    #expect(error?.message.contains("EPSG:32651") == true)
  }

  @Test func `companions of band files do not confuse`() throws {
    try fixture.raster("aux/T50RMU_20240301T025531_B04.tif")
    try fixture.text("aux/T50RMU_20240301T025531_B04.tif.aux.xml", "<PAMDataset/>")
    try fixture.text("aux/T50RMU_20240301T025531_B08.tif.ovr", "")
    let scene = try recognizer.scene(at: fixture.path("aux"), options: SceneOptions(dnOffset: 0))
    #expect(scene.bands.count == 1)
  }

  @Test func `a missing path, an empty folder and foreign files say what was seen`() throws {
    #expect(refusal(fixture.path("nowhere"))?.code == .notFound)
    try FileManager.default.createDirectory(
      atPath: fixture.path("empty"), withIntermediateDirectories: true)
    let empty = refusal(fixture.path("empty"))
    #expect(empty?.code == .unrecognised)
    #expect(empty?.message.contains("empty") == true)
    try fixture.text("notes/readme.txt", "x")
    let notes = refusal(fixture.path("notes"))
    #expect(notes?.code == .unrecognised)
    #expect(notes?.message.contains("readme.txt") == true)
    #expect(notes?.message.contains("--sensor") == true)
  }

  @Test func `one band of a scene is told from a scene`() throws {
    let path = try fixture.raster("one/T50RMU_20240301T025531_B04.tif")
    let error = refusal(path)
    #expect(error?.code == .unrecognised)
    #expect(error?.message.contains("folder") == true)
  }

  @Test func `a file without CRS and an RPC-only file are refused for what they are`() throws {
    let bare = try fixture.raster("bare.tif", crs: "")
    try fixture.describe(bare, ["red"])
    #expect(refusal(bare)?.code == .missingCRS)

    let rpc = "GF1_WFV3_E118.3_N30.6_20180105_L1A0002912345.tiff"
    try FixtureRaster.rationalPolynomials(fixture.path(rpc))
    let error = refusal(fixture.path(rpc))
    #expect(error?.code == .notOrthorectified)
    #expect(error?.message.contains("orthorectification") == true)
  }

  @Test
  func
    `an orthorectified Gaofen image is read in its order, relative, and a sidecar calibrates it`()
    throws
  {
    let name = "GF1_WFV3_E118.3_N30.6_20180105_L1A0002912345_ortho"
    let path = try fixture.raster("\(name).tif", numbers: [100, 200, 300, 400])
    let scene = try recognizer.scene(at: path)
    #expect(scene.profile == "gf1-wfv")
    #expect(scene.bands.mapValues(\.band) == [.blue: 1, .green: 2, .red: 3, .nir: 4])
    #expect(!scene.isCalibrated)
    #expect(scene.notices.contains { $0.contains("SWIR-free") })
    #expect(scene.acquisition.sensed?.description == "2018-01-05")

    try fixture.text("\(name).yaml", "scale: 0.0002\noffset: -0.01\nnodata: 7\n")
    let calibrated = try recognizer.scene(at: path)
    #expect(calibrated.isCalibrated)
    // 0.0002 × 300 − 0.01 = 0.05.
    #expect(abs((calibrated.bands[.red]?.scaling.reflectance(300) ?? 0) - 0.05) < 1e-12)
    #expect(calibrated.bands[.red]?.noData == 7)
    #expect(!calibrated.notices.contains { $0.contains("relative") })
  }

  @Test func `a file's own scale and offset tags are believed`() throws {
    let path = try fixture.raster("x.tif", numbers: [1200])
    try fixture.describe(path, ["red"])
    try ArchiveFixture.run("gdal_edit.py", ["-scale", "0.0001", "-offset", "-0.1", path])
    let scene = try recognizer.scene(at: path)
    let scaling = try #require(scene.bands[.red]?.scaling)
    #expect(abs(scaling.reflectance(1200) - 0.02) < 1e-12)
  }

  @Test func `a sidecar's mistakes are named with file and line`() throws {
    let path = try fixture.raster("y.tif", numbers: [1, 2])
    for (text, part) in [
      ("bands: [red]\n", "lists 1 names"), ("bands: [red, nirr]\n", "nirr"),
      ("bands: [red, nir]\nscall: 1\n", "scall"), ("bands: [red, nir]\ndate: spring\n", "spring"),
      ("bands: [red, nir]\nsensor: s3\n", "s3"), ("bands: [red, nir]\noffset: 1\n", "scale"),
      ("bands: [red, nir]\nscale: 1\noffset: 1\ndn-offset: 1\n", "either"),
    ] {
      try fixture.text("y.yaml", text)
      let error = refusal(path)
      #expect(error?.code == .malformed, "\(text)")
      #expect(error?.message.contains(part) == true, "\(error as Any)")
      #expect(error?.subject?.contains("y.yaml") == true)
    }
    try fixture.text("y.yaml", "bands: {nir: 2, red: 1}\n")
    #expect(try recognizer.scene(at: path).bands[.nir]?.band == 2)
    try fixture.text("y.yaml", "bands: {nir: 3, red: 1}\n")
    #expect(refusal(path)?.code == .missingBand)
  }

  @Test func `a folder's sidecar names bands and a mask of another file`() throws {
    try fixture.raster("k/a_K1.tif")
    try fixture.raster("k/a_K2.tif")
    try fixture.raster("k/mask.tif", type: "Byte", numbers: [1])
    try fixture.text(
      "k/scene.yaml",
      """
      sensor: generic
      date: 2024-03-01
      scale: 0.0001
      dn-offset: 0
      bands: {K1: red, K2: nir, mask: "-"}
      quality: {file: mask.tif, classes: {0: cloud, 1: clear}}
      """)
    let scene = try recognizer.scene(at: fixture.path("k"))
    #expect(scene.bands.keys.sorted() == [.red, .nir])
    #expect(scene.quality?.rule.isUsable(1) == true)
    #expect(scene.quality?.rule.isUsable(0) == false)
    #expect(scene.isCalibrated)
  }

  @Test func `a missing role is named with the sensor's band`() throws {
    let scene = try recognizer.scene(at: try safe())
    try scene.require([.red, .nir, .quality], library: recognizer.library)
    let error = #expect(throws: TiankanError.self) {
      try scene.require([.red, .swir2], library: recognizer.library)
    }
    #expect(error?.code == .missingBand)
    #expect(error?.message.contains("swir2 (B12 of sentinel2-l2a)") == true)
    let never = #expect(throws: TiankanError.self) {
      try scene.require([.vh], library: recognizer.library)
    }
    #expect(never?.message.contains("never has") == true)
  }

  @Test func `a new sensor is a new file and no code`() throws {
    // The profile is the one that the documentation shows.
    let profile = try fixture.text("jilin.yaml", try Documentation.block(after: "new sensor"))
    for band in ["MS1", "MS3", "MS4"] {
      try fixture.raster("jl/JL1KF01A_20240301025531_0042_\(band).tif")
    }
    try fixture.raster("jl/JL1KF01A_20240301025531_0042_CLD.tif", type: "Byte", numbers: [0])
    #expect(refusal(fixture.path("jl"))?.code == .unrecognised)

    let library = try SensorProfileLibrary(extra: [profile])
    let scene = try SceneRecognizer(library: library).scene(at: fixture.path("jl"))
    #expect(scene.profile == "jilin-kf")
    #expect(scene.acquisition.platform == "jilin-1-kf01a")
    #expect(scene.acquisition.sensed?.description == "2024-03-01T02:55:31Z")
    #expect(scene.bands[.nir]?.scaling == BandScaling(offset: -5, unit: 0.0001))
    #expect(scene.quality?.rule.growth == 30)

    let byOption = try recognizer.scene(
      at: fixture.path("jl"), options: SceneOptions(sensor: profile))
    #expect(byOption.bands == scene.bands)
  }

  @Test func `plain band names with scene classes are Level-2A, and a sidecar gives the baseline`()
    throws
  {
    for band in ["B04", "B08"] { try fixture.raster("plain/\(band).tif") }
    let bare = refusal(fixture.path("plain"))
    #expect(bare?.code == .unrecognised)
    #expect(bare?.message.contains("sentinel2-l1c, sentinel2-l2a") == true)
    try fixture.raster("plain/SCL.tif", type: "Byte", numbers: [4], size: 2, pixel: 20)
    #expect(refusal(fixture.path("plain"))?.code == .unknownScaling)
    try fixture.text("plain/scene.yaml", "baseline: \"05.10\"\ndate: 2024-03-01T02:55:31Z\n")
    let scene = try recognizer.scene(at: fixture.path("plain"))
    #expect(scene.profile == "sentinel2-l2a")
    #expect(scene.bands[.red]?.scaling.offset == -1000)
    #expect(scene.acquisition.sensed?.description == "2024-03-01T02:55:31Z")
    #expect(scene.version.baseline == "05.10")
  }

  @Test func `the sidecar that the documentation shows is read`() throws {
    let path = try fixture.raster("doc.tif", numbers: [1, 2, 3, 4, 5])
    try fixture.text("doc.yaml", try Documentation.block(after: "sidecar"))
    let scene = try recognizer.scene(at: path)
    #expect(scene.bands.keys.sorted() == [.green, .red, .nirNarrow, .swir1])
    #expect(scene.quality?.source.band == 5)
    #expect(scene.acquisition.sensed != nil)
  }

  @Test func `a delivered folder with one image among companions is that image`() throws {
    let name = "gf/GF2_PMS1_E116.8_N40.3_20150713_L1A0000923456-MSS1"
    try fixture.raster("\(name).tif", numbers: [1, 2, 3, 4])
    try fixture.raster(name.replacing("MSS1", with: "PAN1") + ".tif")
    try fixture.text("\(name).xml", "<ProductMetaData/>")
    let scene = try recognizer.scene(at: fixture.path("gf"))
    #expect(scene.profile == "gf2-pms")
    #expect(scene.bands.count == 4)
  }

  @Test func `a catalog is told from a scene`() throws {
    let path = try fixture.text("c.json", #"{"type": "Catalog", "stac_version": "1.0.0"}"#)
    let error = refusal(path)
    #expect(error?.code == .unrecognised)
    #expect(error?.message.contains("items") == true)
  }

  @Test func `a truncated raster among the bands is corrupt, not ignored`() throws {
    try fixture.raster("cut/T50RMU_20240301T025531_B04.tif")
    try fixture.text("cut/T50RMU_20240301T025531_B08.tif", "II*\u{0}")
    let error = refusal(fixture.path("cut"), SceneOptions(dnOffset: 0))
    #expect(error?.code == .corrupt)
    #expect(error?.subject?.hasSuffix("B08.tif") == true)
  }

  @Test func `a folder that may not be read is a matter of permission`() async throws {
    try await #require(processExitsWith: .success) {
      let fixture = try ArchiveFixture()
      try fixture.raster("locked/T50RMU_20240301T025531_B04.tif")
      let recognizer = SceneRecognizer(library: try SensorProfileLibrary())
      let manager = FileManager.default
      let locked = fixture.path("locked")
      try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fixture.root.path)
      try manager.setAttributes([.posixPermissions: 0], ofItemAtPath: locked)
      // The administrator may read everything, so another user asks.
      if geteuid() == 0 { try #require(seteuid(65534) == 0) }
      let error = #expect(throws: TiankanError.self) {
        try recognizer.scene(at: locked)
      }
      #expect(error?.code == .permission)
      _ = seteuid(0)
      try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: locked)
      try manager.removeItem(at: fixture.root)
    }
  }
}

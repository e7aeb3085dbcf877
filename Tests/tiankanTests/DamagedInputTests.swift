import Foundation
import TestSupport
import Testing

/// Bad input: a clear message, the promised exit status, what is fine is processed, and nothing is lost.
@Suite(.enabled(if: Program.hasPython)) struct DamagedInputTests {
  let scenes: ScenePair
  let folder: TemporaryFolder

  init() throws {
    scenes = try ScenePair.shared.get()
    folder = try TemporaryFolder()
  }

  func diff(_ after: String, _ more: [String] = []) throws -> Program.Outcome {
    try Program.tiankan(
      [
        "diff", "--method", "index", scenes("before"), scenes(after), "--dn-offset", "0", "--out",
        folder.path("clues.gpkg"), "--mask", folder.path("mask.tif"),
      ] + more)
  }

  /// Runs a comparison that must fail and checks that a result that was there before is untouched.
  func expectFailure(
    _ after: String, status: Int32 = 3, says words: String..., arguments: [String] = []
  ) throws {
    let old = Data("an older result".utf8)
    for name in ["clues.gpkg", "mask.tif"] {
      try old.write(to: URL(filePath: folder.path(name)))
    }
    let outcome = try diff(after, arguments)
    #expect(outcome.status == status, "\(outcome.notices)")
    for word in words { #expect(outcome.notices.contains(word), "\(outcome.notices)") }
    for name in ["clues.gpkg", "mask.tif"] {
      #expect(try Data(contentsOf: URL(filePath: folder.path(name))) == old)
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(Set(left) == ["clues.gpkg", "mask.tif"], "temporary files are left")
  }

  @Test func `a file without a readable header is refused by name`() throws {
    try expectFailure("headless", says: "B04_10m.tif")
  }

  @Test func `a truncated file is used as far as it goes and the rest is listed`() throws {
    let outcome = try diff("truncated")
    #expect(outcome.status == 1, "\(outcome.notices)")
    #expect(outcome.notices.contains("B04_10m.tif"))
    #expect(try !Reference.column("subject", of: "refusal", in: folder.path("clues.gpkg")).isEmpty)
  }

  // The damaged block holds columns 256–383, rows 128–255: the small site, not the large one.
  @Test func `a block that fails to decode costs its own pixels only`() throws {
    let outcome = try diff("corrupt")
    #expect(outcome.status == 1, "\(outcome.notices)")
    #expect(outcome.notices.contains("columns 256–383, rows 128–255"))
    #expect(try Reference.column("pixels", of: "clue", in: folder.path("clues.gpkg")) == ["1500"])
    let missing = try Reference.python(
      """
      block = gdal.Open(sys.argv[1]).ReadAsArray(256, 128, 128, 128)
      print(int((block == 255).all()))
      """, folder.path("mask.tif"))
    #expect(missing == ["1"])
  }

  @Test func `a missing band is named with its role`() throws {
    try expectFailure("noband", says: "nir")
  }

  @Test func `a missing quality layer is refused unless declined`() throws {
    try expectFailure("noquality", says: "--quality none")
    let outcome = try diff("noquality", ["--quality", "none"])
    #expect(outcome.status == 0, "\(outcome.notices)")
    // Without the layer the site under the cloud is seen as well.
    #expect(
      try Reference.column("pixels", of: "clue", in: folder.path("clues.gpkg")).contains("3600"))
  }

  @Test func `scenes of different places are refused`() throws {
    try expectFailure("elsewhere", says: "different places")
  }

  @Test func `a scene without one valid pixel is refused`() throws {
    try expectFailure("alldark", says: "usable")
  }

  @Test func `not-a-number is no data`() throws {
    let outcome = try diff("nan")
    #expect(outcome.status == 0, "\(outcome.notices)")
    #expect(
      try Reference.column("pixels", of: "clue", in: folder.path("clues.gpkg")) == ["1500", "4"])
  }

  @Test func `a processing time in a file name is not taken for a date`() throws {
    let outcome = try Program.tiankan([
      "diff", "--method", "index", scenes("processing-time"), scenes("processing-time"),
      "--dn-offset", "0", "--out",
      folder.path("clues.gpkg"),
    ])
    #expect(outcome.status == 0, "\(outcome.notices)")
    #expect(outcome.output.contains("日期未知"))
    #expect(
      try Reference.column("sensed", of: "scene", in: folder.path("clues.gpkg"))
        == ["日期未知", "日期未知"])
    let stated = try Program.tiankan([
      "diff", "--method", "index", scenes("processing-time"), scenes("processing-time"),
      "--dn-offset", "0",
      "--dates", "2016-03-15,2017-08-29", "--out", folder.path("stated.gpkg"),
    ])
    #expect(stated.status == 0)
    #expect(
      try Reference.column("sensed", of: "scene", in: folder.path("stated.gpkg"))
        == ["2016-03-15", "2017-08-29"])
  }

  @Test func `an image with sensor geometry only names orthorectification`() throws {
    try expectFailure("rpc.tif", says: "orthorectif")
  }

  @Test func `a scene that is not there is said to be not there`() throws {
    try expectFailure("nowhere", says: "not-found")
  }

  @Test func `an empty boundary layer is listed and the rest is done`() throws {
    let outcome = try diff("after", ["--boundaries", scenes("empty.gpkg")])
    #expect(outcome.status == 1, "\(outcome.notices)")
    #expect(outcome.notices.contains("empty.gpkg"))
    #expect(
      try Reference.column("pixels", of: "clue", in: folder.path("clues.gpkg")) == ["1500", "4"])
  }

  @Test func `boundaries without a CRS are refused until it is stated`() throws {
    try expectFailure(
      "after", says: "--boundaries-crs", arguments: ["--boundaries", scenes("nocrs.gpkg")])
    let outcome = try diff(
      "after", ["--boundaries", scenes("nocrs.gpkg"), "--boundaries-crs", "EPSG:32650"])
    #expect(outcome.status == 0, "\(outcome.notices)")
    #expect(
      try Reference.column("unit_id", of: "clue_overlap", in: folder.path("clues.gpkg")) == ["P1"])
  }

  // The bow-tie's two triangles meet in the middle of 500 m × 300 m: each is 37500 m² in the plane.
  @Test func `a self-crossing boundary is repaired and reported`() throws {
    let outcome = try diff("after", ["--boundaries", scenes("bowtie.gpkg")])
    #expect(outcome.status == 0, "\(outcome.notices)")
    #expect(outcome.notices.contains("epair"), "\(outcome.notices)")
    let units = try Reference.column("unit_id", of: "clue_overlap", in: folder.path("clues.gpkg"))
    #expect(Set(units) == ["P1", "P3"])
  }

  @Test func `an output folder that is missing or read-only is refused before any work`() throws {
    for place in ["/nonexistent/clues.gpkg", "/proc/clues.gpkg"] {
      let outcome = try Program.tiankan([
        "diff", "--method", "index", scenes("before"), scenes("after"), "--dn-offset", "0", "--out",
        place,
      ])
      #expect(outcome.status == 3, "\(outcome.notices)")
      #expect(outcome.notices.contains(place.hasPrefix("/proc") ? "/proc" : "/nonexistent"))
    }
  }

  @Test func `an output that is also an input is refused`() throws {
    let parcels = folder.path("parcels.gpkg")
    try FileManager.default.copyItem(atPath: scenes("parcels.gpkg"), toPath: parcels)
    let outcome = try diff("after", ["--boundaries", parcels, "--out", parcels])
    #expect(outcome.status == 2, "\(outcome.notices)")
    #expect(try !Reference.column("BSM", of: "parcels", in: parcels).isEmpty)
  }

  @Test func `wrong usage ends with status 2 and says how it is meant`() throws {
    #expect(try Program.tiankan(["diff"]).status == 2)
    #expect(
      try Program.tiankan(["diff", "a", "b", "--out", "x.gpkg", "--dates", "soon"]).status == 2)
    #expect(try Program.tiankan(["frobnicate"]).status == 2)
    let format = try diff("after", ["--out", folder.path("clues.xyz")])
    #expect(format.status == 2, "\(format.notices)")
  }

  // Every block is read with a margin as wide as clouds grow: a growth beyond all measure would not fit into memory.
  @Test(arguments: ["1e30", "1e9", "-5"])
  func `a growth of clouds that no scene can have is refused`(_ growth: String) throws {
    let name = folder.path("scene")
    _ = try Reference.python(
      """
      srs = osr.SpatialReference(); srs.ImportFromEPSG(32650)
      target = gdal.GetDriverByName("GTiff").Create(sys.argv[1] + ".tif", 20, 20, 5, gdal.GDT_UInt16)
      target.SetSpatialRef(srs); target.SetGeoTransform((500000, 10, 0, 3500000, 0, -10))
      for number in range(5): target.GetRasterBand(number + 1).Fill(4 + number)
      target = None
      open(sys.argv[1] + ".yaml", "w").write(
          "sensor: generic\\nscale: 0.0001\\nbands: [-, blue, green, red, nir]\\n"
          "quality: {band: 1, classes: {4: clear}, growth: %s}\\n" % sys.argv[2])
      """, name, growth)
    let outcome = try Program.tiankan([
      "index", name + ".tif", "--index", "ndvi", "--out", folder.path("indices"),
    ])
    #expect(outcome.status == 3)
    #expect(outcome.notices.contains("growth"))
  }

  @Test func `where no block can be read, the error says so`() throws {
    let name = folder.path("cut")
    _ = try Reference.python(
      """
      srs = osr.SpatialReference(); srs.ImportFromEPSG(32650)
      for path in sys.argv[1] + ".tif", sys.argv[1] + "2.tif":
          target = gdal.GetDriverByName("GTiff").Create(
              path, 200, 200, 4, gdal.GDT_UInt16, ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256"])
          target.SetSpatialRef(srs); target.SetGeoTransform((500000, 10, 0, 3500000, 0, -10))
          for number in range(4): target.GetRasterBand(number + 1).Fill(500 + number)
          target = None
          open(path.replace(".tif", ".yaml"), "w").write(
              "sensor: generic\\nscale: 0.0001\\nbands: [blue, green, red, nir]\\n")
      whole = open(sys.argv[1] + ".tif", "rb").read()
      open(sys.argv[1] + ".tif", "wb").write(whole[:3000])
      """, name)
    let outcome = try Program.tiankan([
      "diff", "--method", "index", name + ".tif", name + "2.tif", "--out", folder.path("cut.gpkg"),
    ])
    #expect(outcome.status == 3)
    #expect(outcome.notices.contains("\"cause\"") && outcome.notices.contains("cut.tif"))
  }
}

import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Program.hasPython)) struct IndexCommandTests {
  let scenes: ScenePair
  let folder: TemporaryFolder

  init() throws {
    scenes = try ScenePair.shared.get()
    folder = try TemporaryFolder()
  }

  // Independent: NumPy double precision from the same files, the cloud and its margin left out.
  @Test func `NDVI equals NumPy's, rounded half to even`() throws {
    let outcome = try Program.tiankan([
      "index", scenes("before"), "--index", "ndvi,ndwi", "--dn-offset", "0", "--out",
      folder.path("indices"),
    ])
    #expect(outcome.status == 0, "\(outcome.notices)")
    let files = outcome.output.split(separator: "\n").map(String.init)
      .filter { $0.hasSuffix(".tif") }
    #expect(files.count == 2)
    let answer = try Reference.python(
      """
      ours = gdal.Open(sys.argv[1])
      red = gdal.Open(sys.argv[2] + "/T50RMU_20240301T025531_B04_10m.tif").ReadAsArray().astype(float)
      nir = gdal.Open(sys.argv[2] + "/T50RMU_20240301T025531_B08_10m.tif").ReadAsArray().astype(float)
      with np.errstate(invalid="ignore"):
          expected = np.rint(10000 * (nir - red) / (nir + red))
      expected[red == 0] = -32768
      band = ours.GetRasterBand(1)
      print(int((band.ReadAsArray() == expected).all()), band.GetNoDataValue(), band.GetScale(),
            gdal.GetDataTypeName(band.DataType), ours.GetMetadataItem("INDEX"),
            ours.GetSpatialRef().GetAuthorityCode(None))
      """, files[0], scenes("before"))
    #expect(answer == ["1 -32768.0 0.0001 Int16 ndvi 32650"])
  }

  @Test func `an index that is not known is wrong usage, one whose band is missing names it`()
    throws
  {
    let unknown = try Program.tiankan([
      "index", scenes("before"), "--index", "magic", "--out", folder.path("indices"),
    ])
    #expect(unknown.status == 2)
    let missing = try Program.tiankan([
      "index", scenes("before"), "--index", "ndre", "--dn-offset", "0", "--out",
      folder.path("indices"),
    ])
    #expect(missing.status == 3)
    #expect(missing.notices.contains("rededge"))
  }

  @Test func `a scene without one usable pixel leaves no file`() throws {
    let outcome = try Program.tiankan([
      "index", scenes("alldark"), "--index", "ndvi", "--dn-offset", "0", "--out",
      folder.path("indices"),
    ])
    #expect(outcome.status == 3, "\(outcome.notices)")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path("indices"))
    #expect(left.isEmpty)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["TIANKAN_TEST_PYTHON"] != nil))
  func `the validator of rio-cogeo accepts the files`() throws {
    _ = try Program.tiankan([
      "index", scenes("before"), "--index", "ndvi", "--dn-offset", "0", "--out",
      folder.path("indices"),
    ])
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.path("indices")).first)
    let python = try #require(ProcessInfo.processInfo.environment["TIANKAN_TEST_PYTHON"])
    let outcome = try Program.run(
      python,
      [
        "-c",
        "import sys; from rio_cogeo.cogeo import cog_validate; print(cog_validate(sys.argv[1], strict=True))",
        folder.path("indices/\(file)"),
      ])
    #expect(outcome.output.hasPrefix("(True, [], [])"), "\(outcome.output) \(outcome.notices)")
  }

  @Test func `an unknown index is wrong usage, and the known ones are listed`() throws {
    let outcome = try Program.tiankan([
      "index", scenes("before"), "--index", "ndvi,nvdi", "--dn-offset", "0", "--out",
      folder.path("indices"),
    ])
    #expect(outcome.status == 2)
    #expect(outcome.notices.contains("“nvdi”") && outcome.notices.contains("ndti_till"))
  }
}

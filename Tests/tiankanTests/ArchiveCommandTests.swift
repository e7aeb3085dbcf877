import Foundation
import TestSupport
import Testing

/// `scan`, `ingest`, `render` and `doctor` as a user runs them.
@Suite(.enabled(if: Program.hasPython)) struct ArchiveCommandTests {
  let scenes: ScenePair
  let folder: TemporaryFolder

  init() throws {
    scenes = try ScenePair.shared.get()
    folder = try TemporaryFolder()
  }

  @Test func `scan lists scenes and refusals and writes a catalog whose items can be compared`()
    throws
  {
    let catalog = folder.path("catalog.json")
    let outcome = try Program.tiankan([
      "scan", scenes("before"), scenes("after"), scenes("noquality"), scenes("rpc.tif"),
      "--dn-offset", "0", "--catalog", catalog,
    ])
    #expect(outcome.status == 1, "\(outcome.notices)")
    #expect(outcome.notices.contains("missing-quality"))
    #expect(outcome.output.contains("scenes: 2"))
    let document = try JSONSerialization.jsonObject(
      with: try Data(contentsOf: URL(filePath: catalog)))
    let members = try #require(document as? [String: Any])
    #expect(members["stac_version"] as? String == "1.0.0")
    let links = try #require(members["links"] as? [[String: Any]])
    let items = links.filter { $0["rel"] as? String == "item" }
      .compactMap { $0["href"] as? String }.map { folder.path($0) }.sorted()
    #expect(items.count == 2)
    let diff = try Program.tiankan([
      "diff", "--method", "index", items[0], items[1], "--out", folder.path("clues.gpkg"),
    ])
    #expect(diff.status == 0, "\(diff.notices)")
    #expect(
      try Reference.column("pixels", of: "clue", in: folder.path("clues.gpkg")) == ["1500", "4"])
  }

  @Test func `ingested scenes give the same clues as the originals`() throws {
    for name in ["before", "after"] {
      let outcome = try Program.tiankan([
        "ingest", scenes(name), "--dn-offset", "0", "--out", folder.path("archive"),
      ])
      #expect(outcome.status == 0, "\(outcome.notices)")
    }
    let kept = try FileManager.default.contentsOfDirectory(atPath: folder.path("archive")).sorted()
    #expect(kept.count == 2)
    let outcome = try Program.tiankan(
      ["diff", "--method", "index"] + kept.map { folder.path("archive/\($0)/\($0).json") }
        + ["--out", folder.path("clues.gpkg")])
    #expect(outcome.status == 0, "\(outcome.notices)")
    #expect(
      try Reference.column("pixels", of: "clue", in: folder.path("clues.gpkg")) == ["1500", "4"])
  }

  @Test func `render draws both dates with clues`() throws {
    _ = try Program.tiankan([
      "diff", "--method", "index", scenes("before"), scenes("after"), "--dn-offset", "0", "--out",
      folder.path("clues.gpkg"),
    ])
    for arguments in [[], ["--clue", "50RMU-construction-20240601-100-200", "--lang", "en"]] {
      let picture = folder.path("picture\(arguments.count).png")
      let outcome = try Program.tiankan(
        [
          "render", scenes("before"), scenes("after"), "--dn-offset", "0", "--clues",
          folder.path("clues.gpkg"), "--boundaries", scenes("parcels.gpkg"), "--out", picture,
        ] + arguments)
      #expect(outcome.status == 0, "\(outcome.notices)")
      let size = try Reference.python(
        "source = gdal.Open(sys.argv[1]); print(source.RasterXSize > 400, source.RasterCount >= 3)",
        picture)
      #expect(size == ["True True"])
    }
  }

  @Test func `doctor passes on this installation and says what to fix in inputs`() throws {
    let healthy = try Program.tiankan(["doctor"])
    #expect(healthy.status == 0, "\(healthy.output)")
    #expect(healthy.output.contains("sentinel2-l2a"))
    let outcome = try Program.tiankan([
      "doctor", scenes("before"), "--boundaries", scenes("nocrs.gpkg"),
    ])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("--dn-offset"))
    #expect(outcome.output.contains("coordinate reference system"))
  }

  @Test func `doctor names a broken installation`() throws {
    let outcome = try Program.tiankan(
      ["doctor"], environment: ["TIANKAN_RESOURCES": folder.path("nowhere")])
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("FAIL"))
  }

  @Test(arguments: ["scan", "ingest", "index", "diff", "render", "doctor"])
  func `the help of every command has an example`(command: String) throws {
    let outcome = try Program.tiankan([command, "--help"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("tiankan \(command)"))
    #expect(outcome.output.contains("Example"))
  }
}

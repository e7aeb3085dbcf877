import Foundation
import TestSupport
import Testing

/// No choice of names lets a command destroy what it reads.
@Suite(.enabled(if: Program.hasPython)) struct OutputSafetyTests {
  let scenes: ScenePair
  let folder: TemporaryFolder

  init() throws {
    scenes = try ScenePair.shared.get()
    folder = try TemporaryFolder()
  }

  func diff(_ before: String, _ after: String, _ more: [String]) throws -> Program.Outcome {
    try Program.tiankan(["diff", "--method", "index", before, after, "--dn-offset", "0"] + more)
  }

  @Test func `clues are not written over the boundaries they are compared with`() throws {
    let parcels = folder.path("parcels.gpkg")
    try FileManager.default.copyItem(atPath: scenes("parcels.gpkg"), toPath: parcels)
    let content = try Data(contentsOf: URL(filePath: parcels))
    let link = folder.path("link.gpkg")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: parcels)
    for output in [parcels, link, folder.path("./parcels.gpkg")] {
      let outcome = try diff(
        scenes("before"), scenes("after"), ["--boundaries", parcels, "--out", output])
      #expect(outcome.status == 2)
      #expect(outcome.notices.contains("one of the inputs"))
    }
    #expect(try Data(contentsOf: URL(filePath: parcels)) == content)
  }

  @Test func `the mask is not written over a band`() throws {
    let copy = folder.path("after")
    try FileManager.default.copyItem(atPath: scenes("after"), toPath: copy)
    let band = try #require(
      try FileManager.default.contentsOfDirectory(atPath: copy).sorted().first {
        $0.contains("B04")
      })
    let path = "\(copy)/\(band)"
    let content = try Data(contentsOf: URL(filePath: path))
    let outcome = try diff(
      scenes("before"), copy, ["--mask", path, "--out", folder.path("clues.gpkg")])
    #expect(outcome.status == 2)
    #expect(try Data(contentsOf: URL(filePath: path)) == content)
  }

  @Test func `a picture is not written over a band`() throws {
    let copy = folder.path("after")
    try FileManager.default.copyItem(atPath: scenes("after"), toPath: copy)
    let path = "\(copy)/T50RMU_20240601T025551_B04_10m.tif"
    let content = try? Data(contentsOf: URL(filePath: path))
    let outcome = try Program.tiankan([
      "render", scenes("before"), copy, "--dn-offset", "0", "--out", path,
    ])
    #expect(outcome.status == 2)
    #expect((try? Data(contentsOf: URL(filePath: path))) == content)
  }

  @Test func `a mask under the name of another format is wrong usage`() throws {
    for name in ["mask.png", "clues.gpkg"] {
      let outcome = try diff(
        scenes("before"), scenes("after"),
        ["--mask", folder.path(name), "--out", folder.path("clues.gpkg")])
      #expect(outcome.status == 2)
      #expect(!FileManager.default.fileExists(atPath: folder.path(name)))
    }
  }
}

import Diagnostics
import Foundation
import Geometry
import Glibc
import Imagery
import TestSupport
import Testing

@testable import GeoIO

/// Makes a process of root that of nobody, in a way that can be undone; says whether it was root.
private func dropRights() throws -> Bool {
  guard geteuid() == 0 else { return false }
  // The saved user stays root, the real and the effective one become nobody.
  try #require(setreuid(65534, 0) == 0)
  try #require(seteuid(65534) == 0)
  return true
}

private func regainRights() {
  _ = seteuid(0)
  _ = setreuid(0, 0)
}

struct OutputFailureTests {
  @Test(
    .enabled(if: SmallDisk.obstacle == nil, "\(SmallDisk.obstacle ?? "a disk can be filled")"),
    arguments: ["clues.gpkg", "clues.geojson"])
  func `a full disk is named and the old output survives`(name: String) throws {
    let disk = try SmallDisk(kilobytes: 512)
    let path = disk.path(name)
    try Data("the old one".utf8).write(to: URL(filePath: path))
    var failure: TiankanError?
    do { try FeatureWriterTests.write(path, count: 20_000) } catch {
      failure = error as? TiankanError
    }
    #expect(failure?.code == .diskFull, "\(String(describing: failure))")
    #expect(failure?.subject == path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "the old one")
    #expect(disk.entries == [name])
  }

  // A child process, because root may do anything: it gives up its rights, tries, and takes them back to clean up.
  @Test func `a folder that may not be written and files that may not be read are named as such`()
    async
  {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let output = folder.path("clues.gpkg")
      let input = folder.path("secret.gpkg")
      try FeatureWriterTests.write(input, count: 1)
      try FeatureWriterTests.write(output, count: 1)
      unsafe chmod(folder.url.path, 0o555)
      unsafe chmod(input, 0o000)
      unsafe chmod(output, 0o444)
      let isRoot = try dropRights()
      var codes: [TiankanError.Code?] = []
      for name in ["clues.gpkg", "new.gpkg", "new.geojson"] {
        do {
          try FeatureWriterTests.write(folder.path(name), count: 1)
          codes.append(nil)
        } catch { codes.append((error as? TiankanError)?.code) }
      }
      codes.append(failure(reading: input)?.code)
      if isRoot { regainRights() }
      unsafe chmod(folder.url.path, 0o755)
      withExtendedLifetime(folder) {}
      exit(codes.allSatisfy { $0 == .permission } && codes.count == 4 ? EXIT_SUCCESS : EXIT_FAILURE)
    }
  }

  @Test func `a read-only output is not replaced`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let output = folder.path("clues.geojson")
      try FeatureWriterTests.write(output, count: 1)
      unsafe chmod(folder.url.path, 0o777)
      unsafe chmod(output, 0o444)
      let isRoot = try dropRights()
      var code: TiankanError.Code?
      do { try FeatureWriterTests.write(output, count: 2) } catch {
        code = (error as? TiankanError)?.code
      }
      if isRoot { regainRights() }
      let count = try BoundaryReader.read(output).features.count
      exit(code == .permission && count == 1 ? EXIT_SUCCESS : EXIT_FAILURE)
    }
  }
}

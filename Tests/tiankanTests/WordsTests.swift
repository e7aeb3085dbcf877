import Foundation
import TestSupport
import Testing

/// A finding is a clue that sends someone to look. No text and no output judges it.
@Suite struct WordsTests {
  static let forbidden = ["违法", "违规", "合法", "violation", "illegal"]

  @Test func `no source, resource or document uses a judging word`() throws {
    let root = TestData.packageRoot
    var files = 0
    for place in ["Sources", "docs", "scripts", "scenes", "README.md", "README.zh-CN.md"] {
      for file in Self.texts(below: root.appending(path: place)) {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
        files += 1
        for word in Self.forbidden {
          #expect(!text.lowercased().contains(word), "\(file.lastPathComponent) says \(word)")
        }
      }
    }
    #expect(files > 100)
  }

  @Test(.enabled(if: Program.hasPython)) func `no output uses a judging word`() throws {
    let scenes = try ScenePair.shared.get()
    let folder = try TemporaryFolder()
    let outcome = try Program.tiankan([
      "diff", "--method", "index", scenes("before"), scenes("after"), "--dn-offset", "0",
      "--boundaries",
      scenes("parcels.gpkg"), "--out", folder.path("clues.geojson"),
    ])
    let file = try String(contentsOfFile: folder.path("clues.geojson"), encoding: .utf8)
    for word in Self.forbidden {
      #expect(!(outcome.output + outcome.notices + file).lowercased().contains(word))
    }
    #expect(outcome.output.contains("线索"))
  }

  private static func texts(below place: URL) -> [URL] {
    if place.pathExtension == "md" { return [place] }
    let all = FileManager.default.enumerator(at: place, includingPropertiesForKeys: nil)
    return (all?.compactMap { $0 as? URL } ?? []).filter {
      ["swift", "yaml", "json", "md", "h", "sh", ""].contains($0.pathExtension)
    }
  }
}

import Foundation
import TestSupport
import Testing

/// The layer table of `docs/architecture.md`: imports only point downwards, each C library has one importer.
@Suite struct LayerTests {
  /// Targets from the bottom up; those of one row do not know each other.
  static let layers: [Set<String>] = [
    ["Diagnostics"], ["Imagery"], ["Geometry"], ["ChangeDetection", "LandUnits", "GeoIO"],
    ["Supervision"], ["LedgerStore"], ["Monitoring"], ["Reporting"], ["InspectionService"],
    ["tiankan"],
  ]
  static let importers = [
    "CGDAL": "GeoIO", "CTIFF": "GeoIO", "CDeflate": "GeoIO", "CGEOS": "Geometry",
    "CPROJ": "Geometry", "CCairo": "Reporting",
  ]

  static func imports() throws -> [(target: String, file: String, module: String)] {
    let sources = TestData.packageRoot.appending(path: "Sources")
    var found: [(String, String, String)] = []
    for target in try FileManager.default.contentsOfDirectory(atPath: sources.path) {
      let files = FileManager.default.enumerator(atPath: sources.appending(path: target).path)
      for case let file as String in files ?? .init() where file.hasSuffix(".swift") {
        let text = try String(
          contentsOf: sources.appending(path: "\(target)/\(file)"), encoding: .utf8)
        for line in text.split(separator: "\n") {
          let words = line.split(separator: " ")
          guard let position = words.firstIndex(of: "import"), position <= 2,
            words.prefix(position).allSatisfy({ $0 == "public" || $0.hasPrefix("@") }),
            position + 1 < words.count
          else { continue }
          found.append((target, file, String(words[position + 1])))
        }
      }
    }
    return found
  }

  @Test func `imports point only downwards`() throws {
    var rank: [String: Int] = [:]
    for (level, targets) in Self.layers.enumerated() {
      for target in targets { rank[target] = level }
    }
    let all = try Self.imports()
    #expect(all.count > 500)
    for (target, file, module) in all {
      guard let other = rank[module] else { continue }
      let own = try #require(rank[target], "\(target) has no layer")
      #expect(other < own, "\(target)/\(file) imports \(module)")
    }
  }

  @Test func `each C library is imported by one target`() throws {
    for (target, file, module) in try Self.imports() {
      guard let importer = Self.importers[module] else { continue }
      #expect(target == importer, "\(target)/\(file) imports \(module)")
    }
  }

  @Test func `no source file is longer than 400 lines`() throws {
    let sources = TestData.packageRoot.appending(path: "Sources")
    let files = FileManager.default.enumerator(atPath: sources.path)
    for case let file as String in files ?? .init() where file.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 401, "\(file)")
    }
  }
}

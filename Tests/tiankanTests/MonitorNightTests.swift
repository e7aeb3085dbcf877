import Foundation
import Glibc
import TestSupport
import Testing

/// An archive that grows, and the nights over it.
struct GrowingArea {
  let area: MonitoredArea
  let scenes: String
  /// All scenes of the township by date.
  let names: [String]

  init(ledger: String = "ledger.gpkg", layers: [String]? = nil) throws {
    area = try MonitoredArea(try Township.shared.get())
    names = try area.township.scenes
    scenes = area.path("scenes")
    try area.configure(scenes: [scenes], layers: layers, ledger: ledger)
  }

  /// The quarter of the year of a scene, by the date that ends its name.
  static func quarter(of name: String) -> Int? {
    let digits = name.suffix(8)
    guard let year = Int(digits.prefix(4)), let month = Int(digits.dropFirst(4).prefix(2)) else {
      return nil
    }
    return year * 4 + (month - 1) / 3
  }

  /// Lets scenes arrive.
  func arrive(_ arriving: some Sequence<String>) throws { _ = try area.scenes(arriving) }

  /// Lets a scene arrive again, processed anew: another baseline, and red a tenth brighter.
  func reprocess(_ name: String) throws {
    let (old, new) = ("\(scenes)/\(name)", "\(scenes)/\(name)_again")
    try FileManager.default.copyItem(atPath: old, toPath: new)
    let sidecar = "\(new)/scene.yaml"
    let text = try String(contentsOfFile: sidecar, encoding: .utf8)
    try FileManager.default.removeItem(atPath: sidecar)
    try text.replacing(/baseline: "(\d+)\.\d+"/, with: { "baseline: \"\($0.1).99\"" })
      .write(toFile: sidecar, atomically: true, encoding: .utf8)
    try brighten("\(new)/B04.tif")
  }

  /// Changes the numbers of a file, which becomes a file of its own.
  func brighten(_ path: String) throws {
    _ = try Reference.python(
      """
      import os
      data = open(sys.argv[1], "rb").read(); os.remove(sys.argv[1]); open(sys.argv[1], "wb").write(data)
      source = gdal.Open(sys.argv[1], 1); band = source.GetRasterBand(1)
      pixels = band.ReadAsArray(); band.WriteArray((pixels * 1.1).astype(pixels.dtype)); source = None
      """, path)
  }

  /// Runs a night; how each tile was computed.
  @discardableResult
  func night(_ options: String..., status: Int32 = 0) throws -> [String] {
    let outcome = try Program.tiankan(
      ["monitor", "--config", area.path("tiankan.yaml"), "--json"] + options)
    try #require(outcome.status == status, "\(outcome.notices)")
    guard outcome.status < 2 else { return [] }
    let work = try summary(outcome)["work"] as? [[String: String]] ?? []
    return work.compactMap { $0["mode"] }
  }

  /// The digest of the derived data.
  func digest(_ ledger: String? = nil) throws -> [String] { try area.derived(ledger) }

  /// What a rebuild over the same archive gives, in a ledger of its own.
  func rebuilt() throws -> [String] {
    let text = try String(contentsOfFile: area.path("tiankan.yaml"), encoding: .utf8)
    var lines = text.components(separatedBy: "\n").filter {
      !$0.hasPrefix("ledger:") && !$0.hasPrefix("state:")
    }
    let name = "rebuilt-\(UUID().uuidString)"
    lines += ["state: \(name)/", "ledger: \(name).gpkg"]
    try lines.joined(separator: "\n").write(
      toFile: area.path("\(name).yaml"), atomically: true, encoding: .utf8)
    let outcome = try Program.tiankan(
      ["monitor", "--rebuild", "--config", area.path("\(name).yaml")])
    try #require(outcome.status == 0, "\(outcome.notices)")
    return try digest(area.path("\(name).gpkg"))
  }

  /// Compares with a rebuild, and says only the first rows that differ.
  func expectEqualToRebuild(_ ledger: String? = nil, _ note: String = "") throws {
    let (found, expected) = (try digest(ledger), try rebuilt())
    if found == expected { return }
    let more = Set(found).subtracting(expected).sorted().prefix(3).map { $0.prefix(500) }
    let less = Set(expected).subtracting(found).sorted().prefix(3).map { $0.prefix(500) }
    Issue.record("\(note) only by nights: \(more); only by a rebuild: \(less)")
  }
}

/// A night reads what is new, and gives what a rebuild gives.
@Suite(.enabled(if: Program.hasPython)) struct MonitorNightTests {
  @Test func `nights in order, on one and two threads`() throws {
    let growing = try GrowingArea()
    // The rollover of 2025 lies between the 51st scene and the next ones.
    let first = try #require(growing.names.firstIndex { $0.contains("_2025") })
    try growing.arrive(growing.names[..<(first + 2)])
    #expect(try growing.night() == ["rebuilt", "rebuilt"])
    var modes: Set<String> = []
    for (number, position) in (first + 2..<first + 8).enumerated() {
      let name = growing.names[position]
      try growing.arrive([name])
      // The first night of a quarter reads the archive.
      let isNewQuarter =
        GrowingArea.quarter(of: name) != GrowingArea.quarter(of: growing.names[position - 1])
      let mode = isNewQuarter ? "rebuilt" : "advanced"
      #expect(try growing.night("--threads", "\(1 + number % 2)") == [mode, mode], "\(name)")
      modes.insert(mode)
    }
    #expect(modes == ["advanced", "rebuilt"])
    #expect(try growing.night() == ["kept", "kept"])
    try growing.expectEqualToRebuild()
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `scenes in random order, repeated and reprocessed`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let growing = try GrowingArea()
    // The last quarter with four scenes, which come in any order, and with them one from long ago.
    let names = growing.names
    let quarters = Dictionary(grouping: names.indices, by: { GrowingArea.quarter(of: names[$0]) })
    let quarter = try #require(
      quarters.values.filter { $0.count >= 4 }.max { $0[0] < $1[0] })
    let old = names[20 + Int(seed)]
    try growing.arrive(names[..<quarter[0]].filter { $0 != old })
    try growing.night()
    var pending = (quarter.map { names[$0] } + [old]).shuffled(using: &random)
    var modes: Set<String> = []
    var night = 0
    while !pending.isEmpty {
      let some = Int.random(in: 1...2, using: &random)
      try growing.arrive(pending.prefix(some))
      pending.removeFirst(min(some, pending.count))
      if night == 1 {
        let arrived = Set(try FileManager.default.contentsOfDirectory(atPath: growing.scenes))
        let last = quarter.map { names[$0] }.last { arrived.contains($0) }
        try growing.reprocess(try #require(last))
      }
      if night == 2 {
        // The same files again in another folder are the same scene.
        let name = names[quarter[0] - 1]
        try FileManager.default.copyItem(
          atPath: "\(growing.scenes)/\(name)", toPath: growing.area.path("copy"))
        try FileManager.default.removeItem(atPath: "\(growing.scenes)/\(name)")
        try FileManager.default.moveItem(
          atPath: growing.area.path("copy"), toPath: "\(growing.scenes)/\(name)")
      }
      modes.formUnion(try growing.night("--threads", "\(1 + night % 2)"))
      night += 1
    }
    #expect(modes.isSuperset(of: ["replayed", "rebuilt"]), "\(modes)")
    try growing.expectEqualToRebuild(nil, "seed \(seed)")
  }

  @Test func `tile by tile, and an earlier last day`() throws {
    let growing = try GrowingArea()
    let count = growing.names.count
    try growing.arrive(growing.names[..<(count - 2)])
    try growing.night("--until", "2025-06-01")
    try growing.night()
    try growing.arrive(growing.names[(count - 2)...])
    #expect(try growing.night("--tile", "B") == ["kept", "advanced"])
    #expect(try growing.night("--tile", "A") == ["advanced", "kept"])
    #expect(try growing.night() == ["kept", "kept"])
    try growing.expectEqualToRebuild()
  }

  @Test(.enabled(if: PostgresServer.obstacle == nil)) func `on a server`() throws {
    let server = try PostgresServer()
    let growing = try GrowingArea(ledger: server.address)
    let count = growing.names.count
    // Three scenes of one quarter: the second comes last.
    let first = try #require(
      (0..<count - 2).last {
        GrowingArea.quarter(of: growing.names[$0]) == GrowingArea.quarter(of: growing.names[$0 + 2])
      })
    try growing.arrive(growing.names[...first])
    try growing.night()
    try growing.arrive([growing.names[first + 2]])
    #expect(try growing.night() == ["advanced", "advanced"])
    try growing.arrive([growing.names[first + 1]])
    #expect(try growing.night() == ["replayed", "replayed"])
    try growing.expectEqualToRebuild(server.address)
  }

  @Test func `changed files under the same version are refused, and read by a rebuild`() throws {
    let growing = try GrowingArea()
    let count = growing.names.count
    try growing.arrive(growing.names[..<(count - 1)])
    try growing.night()
    let before = try growing.digest()
    try growing.brighten("\(growing.scenes)/\(growing.names[count - 2])/B04.tif")
    #expect(try growing.night(status: 1) == ["kept", "kept"])
    #expect(try growing.digest() == before)
    #expect(try growing.night("--rebuild") == ["rebuilt", "rebuilt"])
    #expect(try growing.digest() != before)
  }

  @Test func `damaged and foreign state is not gone on with`() throws {
    let growing = try GrowingArea()
    let count = growing.names.count
    try growing.arrive(growing.names[..<(count - 2)])
    try growing.night()
    func folder() throws -> String {
      let names = try FileManager.default.contentsOfDirectory(atPath: growing.area.path("state"))
      return growing.area.path(
        "state/\(try #require(names.first { $0.hasPrefix("generation-") }))")
    }
    let memory = "\(try folder())/A/memory.chunks"
    var data = try Data(contentsOf: URL(filePath: memory))
    data[data.count / 2] ^= 1
    try data.write(to: URL(filePath: memory))
    try growing.arrive([growing.names[count - 2]])
    #expect(try growing.night() == ["rebuilt", "advanced"])
    try FileManager.default.removeItem(atPath: "\(try folder())/B/state.json")
    try growing.arrive([growing.names[count - 1]])
    #expect(try growing.night() == ["advanced", "rebuilt"])
    try growing.expectEqualToRebuild()
    // Other rules: nothing of the state holds.
    let yaml = growing.area.path("tiankan.yaml")
    let text = try String(contentsOfFile: yaml, encoding: .utf8)
    try text.replacing("rules: [fujian-2025]", with: "rules: []").write(
      toFile: yaml, atomically: true, encoding: .utf8)
    #expect(try growing.night() == ["rebuilt", "rebuilt"])
  }

  // SIGKILL leaves no time to put anything in order.
  @Test func `twenty kills at random moments lose nothing and double nothing`() throws {
    let growing = try GrowingArea()
    let count = growing.names.count
    try growing.arrive(growing.names[..<(count - 3)])
    try growing.night()
    let journal = try growing.area.journal().filter { $0.contains("\"table\":\"event\"") }
    try growing.arrive(growing.names[(count - 3)...])
    let other = try MonitoredArea(growing.area.township)
    for name in ["ledger.gpkg", "state", "tiankan.yaml", "scenes"] {
      try FileManager.default.copyItem(
        atPath: growing.area.path(name), toPath: other.path(name))
    }
    let started = Date()
    try growing.night()
    let length = Date().timeIntervalSince(started)
    let expected = try growing.digest()
    let events = try growing.area.journal().filter { $0.contains("\"table\":\"event\"") }
    #expect(events.starts(with: journal))
    var random = SeededGenerator(seed: 20)
    let text = try String(contentsOfFile: growing.area.path("tiankan.yaml"), encoding: .utf8)
    try text.replacing(growing.area.path("scenes"), with: other.path("scenes")).write(
      toFile: other.path("tiankan.yaml"), atomically: true, encoding: .utf8)
    for _ in 0..<20 {
      let process = Process()
      process.executableURL = Program.tiankan
      process.arguments = ["monitor", "--config", other.path("tiankan.yaml")]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      usleep(UInt32.random(in: 0...UInt32(length * 1.1e6), using: &random))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect([0, 9].contains(process.terminationStatus))
    }
    let last = try other.monitor()
    #expect(last.status == 0, "\(last.notices)")
    #expect(try other.derived() == expected)
    let after = try other.journal().filter { $0.contains("\"table\":\"event\"") }
    func told(_ lines: [String]) -> [String] {
      lines.map { $0.replacing(/"(generation|run|time)":("[^"]*"|\d+),?/, with: "") }
    }
    #expect(told(after) == told(events))
    let left = try FileManager.default.contentsOfDirectory(atPath: other.path("state"))
    #expect(left.count { $0.hasPrefix("generation-") } == 1)
    let current = try String(contentsOfFile: other.path("state/CURRENT"), encoding: .utf8)
    #expect(left.contains(current.trimmingCharacters(in: .whitespacesAndNewlines)))
  }
}

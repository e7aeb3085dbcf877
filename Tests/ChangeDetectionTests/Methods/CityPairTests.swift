import Foundation
import Imagery
import TestSupport
import Testing

@testable import ChangeDetection

/// Both methods with their defaults on the six labelled city pairs (OSCD), all bands bilinearly on the 10 m grid of the
/// first date, where the labels are. GDAL's own command reads the imagery, so nothing of this program's input is used.
@Suite(.enabled(if: TestData.isAvailable), .serialized) struct CityPairTests {
  static let cities = ["aguasclaras", "beihai", "bercy", "bordeaux", "paris", "saclay_e"]
  static let bands: [(BandRole, String)] = [
    (.blue, "B02"), (.green, "B03"), (.red, "B04"), (.nir, "B08"), (.swir1, "B11"), (.swir2, "B12"),
  ]

  struct Score {
    var hits = 0
    var falseAlarms = 0
    var misses = 0
    var f1: Double { Double(2 * hits) / Double(max(1, 2 * hits + falseAlarms + misses)) }
  }

  struct City {
    var width: Int
    var height: Int
    var before: [[Float]]
    var after: [[Float]]
    var labels: [Float]
  }

  // The floors are the figures of a prototype in Python with numpy and scipy (exact medians in place of histograms,
  // scipy's morphology and labelling), less 0.01 for the differences this makes: index .202 pooled, cva .197.
  @Test func `the accuracy on six cities is that of an independent prototype`() throws {
    for (type, floor) in [
      (IndexChangeMethod.self as any PixelChangeMethod.Type, 0.192),
      (ChangeVectorMethod.self, 0.187),
    ] {
      var pooled = Score()
      for name in Self.cities {
        let score = try score(type, city: load(name))
        pooled.hits += score.hits
        pooled.falseAlarms += score.falseAlarms
        pooled.misses += score.misses
      }
      #expect(pooled.f1 >= floor && pooled.f1 <= floor + 0.02, "\(type.name)")
    }
  }

  private func score(_ type: any PixelChangeMethod.Type, city: City) throws -> Score {
    let settings = ChangeSettings()
    let roles = Self.bands.map(\.0)
    let method = try type.init(
      availableRoles: Set(roles), isCalibrated: true, settings: settings)
    let before = StackFactory.stack(Array(zip(roles, city.before)), width: city.width)
    let after = StackFactory.stack(Array(zip(roles, city.after)), width: city.width)
    let usable = [UInt8](repeating: 1, count: before.pixelCount)
    var sample = PairSample(of: method.sampledQuantities)
    sample.add(before: before, after: after, usable: usable.span)
    let statistics = try sample.statistics()
    var block = ChangeBlock(evidence: method.evidence, width: city.width, height: city.height)
    method.detect(
      before: before, after: after, usable: usable.span, statistics: statistics, into: &block)
    return compare(
      changedPixels(block, minimumPixels: settings.minimumPixels(pixelArea: 100)), with: city.labels
    )
  }

  /// Cleaned and sieved, as positions.
  private func changedPixels(_ block: borrowing ChangeBlock, minimumPixels: Int) -> Set<Int> {
    let width = block.width
    var cleaner = MaskCleaner(width: width)
    var builder = RegionBuilder(width: width, evidenceCount: 0, minimumPixels: minimumPixels)
    var changed: Set<Int> = []
    for row in 0..<block.height {
      let range = row * width..<(row + 1) * width
      cleaner.append(block.state.extracting(range)) { builder.append(row: $0, state: $1) }
    }
    cleaner.finish { builder.append(row: $0, state: $1) }
    builder.finish()
    while let emission = builder.next() {
      guard case .region(let region) = emission else { continue }
      for run in region.runs {
        changed.formUnion((Int(run.start)..<Int(run.end)).map { Int(run.row) * width + $0 })
      }
    }
    return changed
  }

  private func compare(_ changed: Set<Int>, with labels: [Float]) -> Score {
    var score = Score()
    for (position, label) in labels.enumerated() {
      switch (changed.contains(position), label == 2) {
      case (true, true): score.hits += 1
      case (true, false): score.falseAlarms += 1
      case (false, true): score.misses += 1
      case (false, false): break
      }
    }
    return score
  }

  private func load(_ name: String) throws -> City {
    let folder = TestData.folder.appending(path: "oscd/\(name)")
    let reference = try file(in: folder.appending(path: "imgs_1"), "B04")
    let info = try run("gdalinfo", ["-json", reference])
    let json = try #require(JSONSerialization.jsonObject(with: info) as? [String: Any])
    let size = try #require(json["size"] as? [Int])
    let transform = try #require(json["geoTransform"] as? [Double])
    let extent = [
      transform[0], transform[3] + transform[5] * Double(size[1]),
      transform[0] + transform[1] * Double(size[0]), transform[3],
    ].map { "\($0)" }
    func band(_ date: Int, _ band: String) throws -> [Float] {
      let source = try file(in: folder.appending(path: "imgs_\(date)"), band)
      return try raw(
        "gdalwarp",
        ["-q", "-r", "bilinear", "-et", "0", "-ot", "Float32", "-of", "ENVI", "-te"] + extent
          + ["-ts", "\(size[0])", "\(size[1])", source])
    }
    let labels = folder.appending(path: "cm/\(name)-cm.tif").path
    return City(
      width: size[0], height: size[1], before: try Self.bands.map { try band(1, $0.1) },
      after: try Self.bands.map { try band(2, $0.1) },
      labels: try raw("gdal_translate", ["-q", "-ot", "Float32", "-of", "ENVI", labels]))
  }

  private func file(in folder: URL, _ band: String) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let name = try #require(names.first { $0.hasSuffix("_\(band).tif") })
    return folder.appending(path: name).path
  }

  /// The samples that a GDAL command writes as plain little-endian floats.
  private func raw(_ command: String, _ arguments: [String]) throws -> [Float] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "tiankan-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let target = folder.appending(path: "band.img")
    _ = try run(command, arguments + [target.path])
    let bytes = [UInt8](try Data(contentsOf: target))
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      let low = UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8
      let high = UInt32(bytes[start + 2]) << 16 | UInt32(bytes[start + 3]) << 24
      return Float(bitPattern: low | high)
    }
  }

  private func run(_ command: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [command] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(command) failed")
    return data
  }
}

import Diagnostics
import Foundation
import Geometry
import Imagery
import Monitoring
import TestSupport
import Testing

@Suite struct AssessJobTests {
  @Test func `estimates of many samples scatter around the truth as their errors say`() throws {
    let fixture = try AccuracyFixture()
    var expected = 0.0
    var both = 0
    var mapped = 0
    var total = 0
    for (own, other) in zip(fixture.map, fixture.truth) where own != 255 {
      total += 1
      expected += Double(other)
      mapped += Int(own)
      both += Int(own) * Int(other)
    }
    let share = expected / Double(total)
    let users = Double(both) / Double(mapped)
    var shares: [Double] = []
    var accuracies: [Double] = []
    var covered = 0
    let count = 60
    for seed in 0..<count {
      try fixture.sample(seed: UInt64(seed), perStratum: 80)
      let report = try fixture.assess(try fixture.fill())
      let changed = try #require(report.classes.first { $0.name == "changed" })
      let area = try #require(changed.squareMetres)
      let all = report.classes.reduce(0) { $0 + ($1.squareMetres?.value ?? 0) }
      shares.append(area.value / all)
      if let lower = area.lower, let upper = area.upper,
        (lower / all...upper / all).contains(share)
      {
        covered += 1
      }
      accuracies.append(try #require(changed.usersAccuracy?.value))
    }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    func error(_ values: [Double]) -> Double {
      let mean = mean(values)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
      return (variance / Double(count)).squareRoot()
    }
    #expect(abs(mean(shares) - share) < 3.5 * error(shares))
    #expect(abs(mean(accuracies) - users) < 3.5 * error(accuracies))
    // 64 missed pixels in 150,000 are seldom drawn, so that normal intervals cover less than 95 %.
    #expect(covered > count / 2)
  }

  @Test func `a census counts every pixel that has a class in both`() throws {
    let fixture = try AccuracyFixture()
    let report = try AssessJob(
      .census(
        map: fixture.folder.path("map.tif"), reference: fixture.folder.path("truth.tif"),
        meanings: [:]), in: AccuracyFixture.context()
    ).run()
    var counts = [[0.0, 0], [0, 0]]
    for (own, other) in zip(fixture.map, fixture.truth) where own != 255 {
      counts[Int(own)][Int(other)] += 1
    }
    #expect(report.matrix == counts)
    #expect(report.left == AccuracyFixture.columns)
    let changed = report.classes[1]
    #expect(
      changed.f1?.value == 2 * counts[1][1] / (2 * counts[1][1] + counts[0][1] + counts[1][0]))
    #expect(changed.usersAccuracy?.standardError == nil)
  }

  @Test func `numbers of the reference mean what is stated`() throws {
    let fixture = try AccuracyFixture()
    // As the labels of published pairs: 1 unchanged, 2 changed.
    try fixture.write(fixture.truth.map { $0 + 1 }, "labels.tif")
    func matrix(_ name: String, _ meanings: [Int: Int]) throws -> [[Double]] {
      try AssessJob(
        .census(
          map: fixture.folder.path("map.tif"), reference: fixture.folder.path(name),
          meanings: meanings), in: AccuracyFixture.context()
      ).run().matrix
    }
    #expect(try matrix("labels.tif", [1: 0, 2: 1]) == matrix("truth.tif", [:]))
  }

  @Test func `labels that are no class, twice there or of another sample are refused`() throws {
    let fixture = try AccuracyFixture()
    try fixture.sample(seed: 3, perStratum: 10)
    func failure(_ form: String) -> TiankanError? {
      #expect(throws: TiankanError.self) { try fixture.assess(form) }
    }
    let wrong = failure(try fixture.fill { id, label in id == 4 ? "maybe" : label })
    #expect(wrong?.code == .malformed && wrong?.message.contains("unit 4") == true)
    let path = try fixture.fill()
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try Data((text + "4,1\n").utf8).write(to: URL(filePath: path))
    #expect(failure(path)?.code == .duplicate)
    try Data((text + "400,1\n").utf8).write(to: URL(filePath: path))
    #expect(failure(path)?.code == .malformed)
  }

  @Test func `a stratum without labels is an error and not an interval`() throws {
    let fixture = try AccuracyFixture()
    try fixture.sample(seed: 3, perStratum: 10)
    let error = #expect(throws: TiankanError.self) {
      try fixture.assess(try fixture.fill { _, _ in "" })
    }
    #expect(error?.code == .insufficientData)
  }

  @Test func `blank labels are counted and Chinese ones are understood`() throws {
    let fixture = try AccuracyFixture()
    try fixture.sample(seed: 3, perStratum: 40)
    let numbers = try fixture.assess(
      try fixture.fill { id, label in id % 10 == 0 ? "" : label })
    #expect(numbers.left == 12)
    let words = try fixture.assess(
      try fixture.fill { id, label in
        id % 10 == 0 ? "" : label == "1" ? "变化" : "未变化"
      })
    #expect(words.overall.value == numbers.overall.value)
  }

  @Test func `grids that differ are refused`() throws {
    let fixture = try AccuracyFixture()
    let other = try AccuracyFixture()
    var shifted = other.grid
    shifted.originX += 10
    let path = fixture.folder.path("shifted.tif")
    try AccuracyFixture.write(other.truth, path, grid: shifted)
    let error = #expect(throws: TiankanError.self) {
      try AssessJob(
        .census(map: fixture.folder.path("map.tif"), reference: path, meanings: [:]),
        in: AccuracyFixture.context()
      ).run()
    }
    #expect(error?.code == .unsuitableCRS)
  }
}

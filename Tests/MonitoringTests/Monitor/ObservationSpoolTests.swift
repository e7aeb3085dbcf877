import ChangeDetection
import Diagnostics
import Foundation
import Imagery
import TestSupport
import Testing

@testable import Monitoring

@Suite struct ObservationSpoolTests {
  static func observation(_ random: inout SeededGenerator) -> UnitObservation {
    func number() -> Int16 { Int16.random(in: .min ... .max, using: &random) }
    func summary() -> IndexSummary {
      IndexSummary(
        mean: number(), median: number(), lowerQuartile: number(), upperQuartile: number())
    }
    var made = UnitObservation(
      date: CalendarDate(dayNumber: Int.random(in: -4000...40_000, using: &random)),
      scene: Int.random(in: 0...1_000_000, using: &random), platform: "", clearShare: number())
    made.ndvi = summary()
    made.bsi = summary()
    made.ndmi = summary()
    made.mndwi = summary()
    made.ndwi = summary()
    made.tillage = summary()
    made.nbr = summary()
    made.brightness = summary()
    made.redness = summary()
    made.cover = summary()
    for lane in 0..<5 { made.coverClasses[lane] = number() }
    made.bareShare = number()
    made.waterShare = number()
    return made
  }

  @Test func `what was put in comes out in order, more than the buffer holds`() throws {
    let folder = try TemporaryFolder()
    let spool = try ObservationSpool(in: folder.url.path)
    var random = SeededGenerator(seed: 1)
    var all: [(Int, [UnitObservation])] = []
    // 45,000 rows of 104 bytes: more than 4 MB.
    for unit in 0..<450 {
      let rows = (0..<(unit % 10 == 0 ? 0 : 111)).map { _ in Self.observation(&random) }
      try spool.append(unit * 7, rows)
      if !rows.isEmpty { all.append((unit * 7, rows)) }
    }
    // Nothing is left behind whatever happens.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    for _ in 0..<2 {
      var position = 0
      try spool.forEach { unit, rows throws(TiankanError) in
        #expect(unit == all[position].0)
        #expect(rows == all[position].1)
        position += 1
      }
      #expect(position == all.count)
    }
  }

  @Test func `an empty spool gives nothing`() throws {
    let folder = try TemporaryFolder()
    let spool = try ObservationSpool(in: folder.url.path)
    try spool.append(3, [])
    var count = 0
    try spool.forEach { _, _ throws(TiankanError) in count += 1 }
    #expect(count == 0)
  }

  @Test func `a folder that is not there is an output that fails`() throws {
    let folder = try TemporaryFolder()
    var found: TiankanError?
    do throws(TiankanError) {
      _ = try ObservationSpool(in: folder.path("no/such"))
    } catch { found = error }
    #expect(found?.code == .outputFailed)
  }
}

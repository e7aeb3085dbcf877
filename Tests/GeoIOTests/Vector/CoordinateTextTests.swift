import Diagnostics
import Foundation
import Geometry
import Imagery
import TestSupport
import Testing

@testable import GeoIO

/// A text as counties send it, with parts to vary.
struct SampleText {
  var system = "坐标系=2000国家大地坐标系"
  var zone = "带号=39"
  var width = "几度分带=3"
  var parcel = "4,0.6000,350583001,示例地块,面,G50G,工业用地,0601,@"
  var rows = [
    "J1,1,2756000.000,39500100.000", "J2,1,2756000.000,39500200.000",
    "J3,1,2756060.000,39500200.000", "J4,1,2756060.000,39500100.000",
  ]

  var lines: [String] {
    [
      "[属性描述]", "格式版本号=1.01版本", system, width, "投影类型=高斯克吕格", "计量单位=米", zone,
      "精度=0.001", "转换参数=0,0,0,0,0,0,0", "[地块坐标]", parcel,
    ] + rows
  }

  var bytes: [UInt8] { Array((lines.joined(separator: "\r\n") + "\r\n").utf8) }

  func parsed() throws(TiankanError) -> CoordinateText {
    try CoordinateText(parsing: bytes, subject: "sample.txt")
  }

  /// What the parser says of the text; `nil` if it takes it.
  var failure: TiankanError? {
    do throws(TiankanError) {
      _ = try parsed()
      return nil
    } catch {
      return error
    }
  }
}

struct CoordinateTextTests {
  @Test func `a parcel is read with its attributes, easting first`() throws {
    let text = try SampleText().parsed()
    let parcel = try #require(text.parcels.first)
    #expect(parcel.number == "350583001")
    #expect(parcel.name == "示例地块")
    #expect(parcel.statedArea == "0.6000")
    #expect(parcel.use == "工业用地")
    #expect(parcel.landClass == "0601")
    #expect(parcel.line == 11)
    #expect(
      parcel.rings.first?.points.first?.coordinate == Coordinate(x: 39_500_100, y: 2_756_000))
    #expect(try text.crs.authorityCode == "EPSG:4527")
    // 100 m by 60 m.
    #expect(try parcel.geometry().polygons.first?.exterior.coordinates.count == 5)
  }

  @Test func `without prefix the zone comes from the header and the CRS is the one by meridian`()
    throws
  {
    var sample = SampleText()
    sample.rows = sample.rows.map { $0.replacing(",39500", with: ",500") }
    #expect(try sample.parsed().crs.authorityCode == "EPSG:4548")
    sample.zone = "中央子午线=117"
    sample.width = ""
    #expect(try sample.parsed().crs.authorityCode == "EPSG:4548")
    sample.zone = "带号=20"
    #expect(try sample.parsed().crs.authorityCode == "EPSG:4509")
  }

  @Test func `the prefix alone names the zone`() throws {
    var sample = SampleText()
    sample.zone = "带号="
    sample.width = "几度分带="
    #expect(try sample.parsed().crs.authorityCode == "EPSG:4527")
  }

  @Test(arguments: ["带号=40", "带号=20", "中央子午线=120"])
  func `a header that contradicts the prefix is refused`(zone: String) {
    var sample = SampleText()
    sample.zone = zone
    #expect(sample.failure?.code == .unsuitableCRS)
  }

  @Test func `a missing zone is never guessed`() {
    var sample = SampleText()
    sample.zone = "带号="
    sample.rows = sample.rows.map { $0.replacing(",39500", with: ",500") }
    #expect(sample.failure?.code == .missingCRS)
    #expect(sample.failure?.message.contains("带号=NN") == true)
  }

  @Test func `other systems, units and an unstated system are refused`() {
    var sample = SampleText()
    sample.system = "坐标系=80国家大地坐标系"
    #expect(sample.failure?.code == .unsuitableCRS)
    sample.system = "数据产生单位=某局"
    #expect(sample.failure?.code == .missingCRS)
    sample.system = "坐标系=2000国家大地坐标系\r\n计量单位=度"
    #expect(sample.failure?.code == .unsuitableCRS)
  }

  @Test func `exchanged X and Y are refused with a hint and the line`() {
    var sample = SampleText()
    sample.rows[0] = "J1,1,39500100.000,2756000.000"
    #expect(sample.failure?.code == .malformed)
    #expect(sample.failure?.message.hasPrefix("line 12:") == true)
    #expect(sample.failure?.message.contains("exchanged") == true)
    sample.rows = sample.rows.map { $0.replacing(",39500", with: ",500") }
    sample.rows[0] = "J1,1,500100.000,2756000.000"
    #expect(sample.failure?.message.contains("exchanged") == true)
  }

  @Test func `errors name their line`() {
    var sample = SampleText()
    sample.rows[2] = "J3,1,275x,39500200.000"
    #expect(sample.failure?.message.hasPrefix("line 14:") == true)
    sample = SampleText()
    sample.rows.removeLast()
    #expect(sample.failure?.message.hasPrefix("line 11: the parcel states 4 points") == true)
    sample = SampleText()
    sample.parcel = "4,0.6,a,b,面,@"
    #expect(sample.failure?.message.hasPrefix("line 11:") == true)
    sample = SampleText()
    sample.rows[1] = "J2,1,2756000.000,40500200.000"
    #expect(sample.failure?.code == .unsuitableCRS)
    #expect(sample.failure?.message.contains("line 13") == true)
  }

  @Test func `a repeated closing point may count or not`() throws {
    var sample = SampleText()
    sample.rows.append(sample.rows[0])
    #expect(try sample.parsed().parcels.first?.rings.first?.points.count == 5)
    sample.parcel = sample.parcel.replacing("4,0.6", with: "5,0.6")
    #expect(
      try sample.parsed().parcels.first?.geometry().polygons.first?.exterior.coordinates.count == 5)
  }

  @Test func `byte order mark, GB18030 and bare line feeds read the same`() throws {
    let sample = SampleText()
    let plain = try sample.parsed()
    let marked = try CoordinateText(parsing: [0xEF, 0xBB, 0xBF] + sample.bytes, subject: "b")
    #expect(marked == plain)
    let unix = sample.bytes.filter { $0 != 0x0D }
    #expect(try CoordinateText(parsing: unix, subject: "u") == plain)
    // 属性描述 and 地块坐标 in GB18030, by Python.
    let header: [UInt8] = [0x5B, 0xCA, 0xF4, 0xD0, 0xD4, 0xC3, 0xE8, 0xCA, 0xF6, 0x5D]
    let folder = try TemporaryFolder()
    try #require(Program.hasPython)
    try Data(sample.bytes).write(to: folder.url.appending(path: "a.txt"))
    let made = try Program.run(
      Program.python,
      ["-c", "open('g.txt','wb').write(open('a.txt','rb').read().decode().encode('gb18030'))"],
      in: folder.url)
    #expect(made.status == 0)
    let national = [UInt8](try Data(contentsOf: folder.url.appending(path: "g.txt")))
    #expect(national.starts(with: header))
    #expect(try CoordinateText(parsing: national, subject: "g") == plain)
  }

  @Test func `a ring inside is a hole, a ring beside is a part, a ring in a hole is a part`() throws
  {
    func ring(_ number: Int, _ low: Int, _ high: Int) -> [String] {
      [(low, low), (low, high), (high, high), (high, low)].map {
        "J,\(number),\(2_756_000 + $0.0),\(39_500_000 + $0.1)"
      }
    }
    var sample = SampleText()
    sample.parcel = sample.parcel.replacing("4,0.6", with: "16,0.6")
    sample.rows = ring(1, 0, 100) + ring(2, 10, 50) + ring(3, 20, 30) + ring(4, 200, 300)
    let geometry = try #require(try sample.parsed().parcels.first).geometry()
    #expect(geometry.polygons.count == 3)
    #expect(geometry.polygons.map(\.holes.count) == [1, 0, 0])
    // A hole that touches the outer ring from inside with every corner is still inside.
    sample.parcel = sample.parcel.replacing("16,0.6", with: "8,0.6")
    let touching = [(0, 50), (50, 100), (100, 50), (50, 0)].map {
      "J,2,\(2_756_000 + $0.0),\(39_500_000 + $0.1)"
    }
    sample.rows = ring(1, 0, 100) + touching
    #expect(try #require(try sample.parsed().parcels.first).geometry().polygons.count == 1)
  }

  @Test func `points and lines are refused, areas beside them are kept`() throws {
    let folder = try TemporaryFolder()
    var sample = SampleText()
    let second = "2,,350583002,井,点,,,,@"
    sample.rows += [second, "J1,1,2756000.000,39500100.000", "J2,1,2756010.000,39500100.000"]
    let path = folder.path("parcels.txt")
    try Data(sample.bytes).write(to: URL(filePath: path))
    let layer = try BoundaryReader.read(path)
    #expect(layer.features.count == 1)
    #expect(layer.refusals.count == 1)
    #expect(layer.refusals.first?.subject.contains("line 16") == true)
    #expect(layer.features.first?["地块编号"] == .text("350583001"))
    #expect(layer.crs.authorityCode == "EPSG:4527")
  }

  @Test func `a text survives a round trip`() throws {
    let text = try SampleText().parsed()
    let again = try CoordinateText(parsing: Array(text.text().utf8), subject: "again")
    #expect(again == text)
    let zone = try #require(GaussKrugerZone(number: 39))
    let made = CoordinateText(zone: zone, hasZonePrefix: true, parcels: text.parcels)
    let read = try CoordinateText(parsing: Array(made.text().utf8), subject: "made")
    #expect(read.parcels.map(\.rings) == text.parcels.map(\.rings))
    #expect(read.zone == zone)
  }

  @Test func `a name with a comma cannot be written`() throws {
    var text = try SampleText().parsed()
    text.parcels[0].name = "甲,乙"
    var code: TiankanError.Code?
    do throws(TiankanError) { _ = try text.text() } catch { code = error.code }
    #expect(code == .malformed)
  }
}

import Diagnostics
import Foundation
import Geometry
import Imagery
import TestSupport
import Testing

@testable import GeoIO

@Suite(.enabled(if: Program.hasPython, "needs python3 with osgeo"))
struct ShapefileEncodingTests {
  /// Writes a Shapefile whose text is in an encoding, with the given `.cpg` and driver byte.
  private func shapefile(
    _ encoding: String, cpg: String?, driver: Int, in folder: TemporaryFolder,
    value: String = "旱地", width: Int = 40
  ) throws -> String {
    try OsgeoScript.run(
      """
      d, l = layer("dltb.shp", "ESRI Shapefile", 4527, kind=ogr.wkbPolygon, options=["ENCODING=\(encoding)"])
      f = ogr.FieldDefn("地类名称", ogr.OFTString); f.SetWidth(\(width)); l.CreateField(f)
      l.CreateField(ogr.FieldDefn("A图斑地类面积", ogr.OFTReal))
      l.CreateField(ogr.FieldDefn("BSM", ogr.OFTString))
      f = ogr.Feature(l.GetLayerDefn()); f.SetField(0, "\(value)"); f.SetField(1, 12.5); f.SetField(2, "b1")
      f.SetGeometry(ogr.CreateGeometryFromWkt(square(39500000, 2756000))); l.CreateFeature(f)
      d = l = f = None
      b = bytearray(open("dltb.dbf", "rb").read()); b[29] = \(driver); open("dltb.dbf", "wb").write(b)
      if os.path.exists("dltb.cpg"): os.remove("dltb.cpg")
      \(cpg.map { "open('dltb.cpg','w').write('\($0)')" } ?? "")
      """, in: folder)
    return folder.path("dltb.shp")
  }

  @Test(
    arguments: [
      ("GBK", "GBK", 0), ("GBK", nil, 0x4D), ("GBK", nil, 0), ("GBK", nil, 0x57),
      ("GBK", "936", 0x57), ("UTF-8", "UTF-8", 0), ("UTF-8", nil, 0), ("UTF-8", nil, 0x57),
    ] as [(String, String?, Int)])
  func `Chinese names and values are read whatever says so`(
    encoding: String, cpg: String?, driver: Int
  ) throws {
    let folder = try TemporaryFolder()
    let path = try shapefile(encoding, cpg: cpg, driver: driver, in: folder)
    let layer = try BoundaryReader.read(path)
    let feature = try #require(layer.features.first)
    // dBASE keeps ten bytes: four characters less the cut one in GBK, three in UTF-8.
    let area = encoding == "GBK" ? "A图斑地类" : "A图斑地"
    let name = encoding == "GBK" ? "地类名称" : "地类名"
    #expect(layer.fields.map(\.name) == [name, area, "BSM"])
    #expect(feature[name] == .text("旱地"))
    #expect(feature[area] == .real(12.5))
    #expect(layer.crs.authorityCode == "EPSG:4527")
    #expect(layer.notices.isEmpty)
    #expect(layer.field(named: "地类名称")?.name == name)
    #expect(layer.field(named: "A图斑地类面积")?.name == area)
    #expect(layer.field(named: "bsm")?.name == "BSM")
    #expect(layer.field(named: "权属") == nil)
  }

  @Test func `a cpg file that the bytes refute is passed over with a notice`() throws {
    let folder = try TemporaryFolder()
    let layer = try BoundaryReader.read(
      shapefile("GBK", cpg: "UTF-8", driver: 0x4D, in: folder))
    #expect(layer.features.first?["地类名称"] == .text("旱地"))
    #expect(layer.notices.contains { $0.contains(".cpg") })
  }

  @Test func `the cpg file wins over the header`() throws {
    let folder = try TemporaryFolder()
    let layer = try BoundaryReader.read(
      shapefile("GBK", cpg: "ISO-8859-1", driver: 0x4D, in: folder))
    // "旱地".encode("gbk").decode("latin-1")
    #expect(layer.features.first?.attributes.first?.value == .text("ºµµØ"))
  }

  @Test func `the header wins over detection`() throws {
    // These Big5 bytes are valid GB18030 too, but other characters; 0x4F says code page 950.
    let folder = try TemporaryFolder()
    let layer = try BoundaryReader.read(
      shapefile("BIG5", cpg: nil, driver: 0x4F, in: folder))
    #expect(layer.features.first?.attributes.first?.value == .text("旱地"))
    let plain = try BoundaryReader.read(shapefile("BIG5", cpg: nil, driver: 0, in: folder))
    #expect(plain.features.first?.attributes.first?.value != .text("旱地"))
  }

  @Test func `a value cut by its field's width loses only the cut character`() throws {
    let folder = try TemporaryFolder()
    for (encoding, width) in [("GBK", 5), ("UTF-8", 8)] {
      let path = try shapefile(
        encoding, cpg: nil, driver: 0, in: folder, value: "水浇", width: width)
      // GDAL widens its fields instead; other programs cut: put the start of the next character there.
      try OsgeoScript.run(
        """
        b = bytearray(open("dltb.dbf", "rb").read())
        text = "水浇地林地".encode("\(encoding)")[:\(width)]
        at = b.index("水浇".encode("\(encoding)")); b[at:at+\(width)] = text
        open("dltb.dbf", "wb").write(b)
        """, in: folder)
      let layer = try BoundaryReader.read(path)
      #expect(layer.features.first?.attributes.first?.value == .text("水浇"))
    }
  }

  @Test func `a stated encoding must fit, and bytes that are no text at all are refused`() throws {
    let folder = try TemporaryFolder()
    let path = try shapefile("GBK", cpg: nil, driver: 0, in: folder)
    #expect(failure(reading: path, BoundaryOptions(encoding: .utf8))?.code == .malformed)
    #expect(failure(reading: path, BoundaryOptions(encoding: .gb18030)) == nil)
    try OsgeoScript.run(
      """
      b = bytearray(open("dltb.dbf", "rb").read()); at = b.index("旱".encode("gbk"), 100)
      b[at] = 0xff; open("dltb.dbf", "wb").write(b)
      """, in: folder)
    let error = failure(reading: path)
    #expect(error?.code == .malformed)
    #expect(error?.message.contains("state its encoding") == true)
  }

  @Test func `the last feature decides as much as the first`() throws {
    let folder = try TemporaryFolder()
    try OsgeoScript.run(
      """
      d, l = layer("many.shp", "ESRI Shapefile", 4527, [("NAME", ogr.OFTString)], options=["ENCODING=GBK"])
      for i in range(3000): add(l, square(39500000 + 200 * i, 2756000), NAME="plain" if i < 2999 else "旱地")
      d = l = None
      os.remove("many.cpg")
      """, in: folder)
    let layer = try BoundaryReader.read(folder.path("many.shp"))
    #expect(layer.features.count == 3000)
    #expect(layer.features.last?["NAME"] == .text("旱地"))
  }
}

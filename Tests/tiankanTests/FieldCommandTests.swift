import Foundation
import TestSupport
import Testing

/// The pack for the field, photos and orthophotos that come back, and tables for other offices; read by GDAL and Python.
@Suite(.enabled(if: Program.hasPython)) struct FieldCommandTests {
  /// JPEG photos with an EXIF block made by hand: position in degrees, minutes, seconds, and the time of taking.
  static let photos = """
    import struct, os
    from osgeo import gdal
    def ascii(text): return text.encode() + b"\\0"
    def ifd(entries, base):
        head, data = struct.pack("<H", len(entries)), b""
        place = base + 2 + 12 * len(entries) + 4
        for tag, kind, count, value in entries:
            if len(value) > 4:
                head += struct.pack("<HHII", tag, kind, count, place + len(data)); data += value + b"\\0" * (len(value) % 2)
            else:
                head += struct.pack("<HHI", tag, kind, count) + value.ljust(4, b"\\0")
        return head + struct.pack("<I", 0) + data
    def rational(value):
        d = int(value); m = int((value - d) * 60); s = round(((value - d) * 60 - m) * 60 * 10000)
        return struct.pack("<IIIIII", d, 1, m, 1, s, 10000)
    def photo(path, longitude, latitude, when):
        raster = gdal.GetDriverByName("MEM").Create("", 16, 16, 3)
        gdal.GetDriverByName("JPEG").CreateCopy(path, raster)
        plain = open(path, "rb").read()
        one = ifd([(0x9003, 2, 20, ascii(when))], 8 + 2 + 24 + 4)
        first = 8 + 2 + 24 + 4
        gps = [] if longitude is None else [
            (1, 2, 2, ascii("N")), (2, 5, 3, rational(latitude)), (3, 2, 2, ascii("E")), (4, 5, 3, rational(longitude))]
        two = ifd(gps, first + len(one))
        root = ifd([(0x8769, 4, 1, struct.pack("<I", first)), (0x8825, 4, 1, struct.pack("<I", first + len(one)))], 8)
        block = b"Exif\\0\\0" + b"II*\\0" + struct.pack("<I", 8) + root + one + two
        open(path, "wb").write(plain[:2] + b"\\xff\\xe1" + struct.pack(">H", len(block) + 2) + block + plain[2:])
        if os.path.exists(path + ".aux.xml"): os.remove(path + ".aux.xml")
    """

  @Test(.enabled(if: PublishedArea.python != nil))
  func `a pack leads inspectors along, and their photos are checked for place, day and datum`()
    throws
  {
    let area = try PublishedArea()
    #expect(try area.issue("--grid-cell", "东村").status == 0)
    let batch = try #require(
      try objects(try area.run("batch", "list", "--json").output).first?["batch"] as? String)
    let packed = try area.run("batch", "pack", batch, "--out", area.path("pack"))
    #expect(packed.status == 0, "\(packed.notices)")
    #expect(try area.run("batch", "pack", batch, "--out", area.path("pack")).status == 3)
    for word in WordsTests.forbidden {
      #expect(!(try area.text("pack/index.html").contains(word)))
    }
    let pack = try #require(
      try JSONSerialization.jsonObject(with: Data(try area.text("pack/pack.json").utf8))
        as? [String: Any])
    let stops = try #require(pack["stops"] as? [[String: Any]])
    #expect(stops.compactMap { $0["order"] as? Int } == Array(1...stops.count))
    let python = try #require(PublishedArea.python)
    // The receiver's file and the form say the same positions; the form is filled in.
    let ready = try Reference.python(
      Self.photos + """

        import json, xml.etree.ElementTree as tree
        folder = sys.argv[1]
        stops = json.load(open(folder + "/pack/pack.json"))["stops"]
        points = tree.parse(folder + "/pack/route.gpx").getroot().findall("{http://www.topografix.com/GPX/1/1}wpt")
        print(all(abs(float(p.get("lon")) - s["position"]["wgs84"]["longitude"]) < 1e-6 for p, s in zip(points, stops)), len(points) == len(stops))
        os.mkdir(folder + "/photos")
        at = stops[0]["position"]["wgs84"]
        photo(folder + "/photos/near.jpg", at["longitude"], at["latitude"], "2026:03:01 10:11:12")
        photo(folder + "/photos/far.jpg", at["longitude"] + 0.1, at["latitude"], "2026:03:01 10:20:00")
        photo(folder + "/photos/late.jpg", at["longitude"], at["latitude"], "2026:03:02 10:11:12")
        photo(folder + "/photos/none.jpg", None, None, "2026:03:01 10:11:12")
        gdal.UseExceptions()
        made = gdal.GetDriverByName("GTiff").Create(folder + "/ortho.tif", 40, 40, 3)
        g = stops[0]["position"]["grid"]
        srs = osr.SpatialReference(); srs.ImportFromEPSG(int(g["crs"].split(":")[1]))
        made.SetProjection(srs.ExportToWkt()); made.SetGeoTransform((g["x"] - 100, 5, 0, g["y"] + 100, 0, -5)); made = None
        """, area.path(""))
    #expect(ready == ["True True"])
    let fill = """
      import sys, openpyxl, datetime
      book = openpyxl.load_workbook(sys.argv[1] + "/pack/form.xlsx"); sheet = book.active
      head = {cell.value: cell.column for cell in sheet[1]}
      for name, value in (("核查结果", "现场属实"), ("核查日期", datetime.date(2026, 3, 1)), ("照片", sys.argv[2])):
          sheet.cell(2, head[name]).value = value
      book.save(sys.argv[1] + "/filled.xlsx")
      """
    func feedback(_ names: String, _ more: String...) throws -> Program.Outcome {
      let filled = try Program.run(python, ["-c", fill, area.path(""), names])
      try #require(filled.status == 0, "\(filled.notices)")
      return try Program.tiankan(
        [
          "batch", "feedback", batch, area.path("filled.xlsx"), "--person", "李四", "--config",
          area.path("tiankan.yaml"),
        ] + more)
    }
    let place = ["--photos", area.path("photos")]
    #expect(try feedback("near.jpg").status == 1, "photos without their folder")
    #expect(try feedback("near.jpg", place[0], place[1]).status == 2, "no datum")
    for (name, reason) in [
      ("far.jpg", "m from the place"), ("late.jpg", "2026-03-02"), ("none.jpg", "no position"),
      ("missing.jpg", "missing.jpg"),
    ] {
      let refused = try feedback(name, place[0], place[1], "--datum", "wgs84")
      #expect(refused.status == 1 && refused.notices.contains(reason), "\(refused.notices)")
    }
    // GCJ-02 lies some hundred metres beside WGS 84 here.
    #expect(try feedback("near.jpg", place[0], place[1], "--datum", "gcj02").status == 1)
    #expect(try area.sqlite("SELECT count(*) FROM verdict") == "0")
    let before = try area.sqlite("SELECT clue_key, detection_state FROM clue ORDER BY 1")
    let taken = try feedback("near.jpg", place[0], place[1], "--datum", "wgs84")
    #expect(taken.status == 0, "\(taken.notices)")
    let kept = try area.sqlite("SELECT attachments FROM verdict")
    let digest = try Program.run("/usr/bin/sha256sum", [area.path("photos/near.jpg")]).output
    #expect(
      kept.contains("sha256=\(digest.prefix(64))") && kept.contains("taken=2026-03-01 10:11:12"))
    #expect(try area.sqlite("SELECT clue_key, detection_state FROM clue ORDER BY 1") == before)
    let number = try #require(stops[0]["number"] as? String)
    #expect(
      try area.sqlite("SELECT handling_state FROM clue WHERE public_number = '\(number)'")
        == "county_feedback")
    let flight = try area.run(
      "batch", "attach", number, area.path("ortho.tif"), "--flown", "2026-03-02", "--person", "王五")
    #expect(flight.status == 0 && flight.output.contains("resolution="), "\(flight.notices)")
    #expect(
      try area.sqlite("SELECT handling_state FROM clue WHERE public_number = '\(number)'")
        == "county_feedback")
    let explained = try area.run("report", "clue", number, "--format", "json")
    #expect(explained.output.contains("near.jpg") && explained.output.contains("ortho.tif"))
    let checks = try area.run("assess", "--checks", "--json")
    let all = try JSONSerialization.jsonObject(with: Data(checks.output.utf8)) as? [String: Any]
    let line = try #require((all?["lines"] as? [[String: Any]])?.last)
    #expect(line["present"] as? Int == 1 && line["kind"] as? String == "all")
  }

  @Test func `a land unit without clue gets photos and orthophotos of its own`() throws {
    let area = try PublishedArea()
    let unit = try area.sqlite(
      """
      SELECT layer || ':' || unit_id FROM land_unit WHERE layer = 'cropland' AND unit_id NOT IN (SELECT unit_id FROM clue_overlap)
      AND unit_id NOT IN (SELECT unit_id FROM clue WHERE unit_id IS NOT NULL) ORDER BY unit_id LIMIT 1
      """)
    let id = try #require(unit.split(separator: ":").last.map(String.init))
    _ = try Reference.python(
      Self.photos + """

        folder, name = sys.argv[1:3]
        store = ogr.Open(folder + "/ledger.gpkg"); table = store.GetLayerByName("land_unit")
        table.SetAttributeFilter(f"unit_id = '{name}'")
        feature = table.GetNextFeature(); shape = feature.GetGeometryRef().Clone(); middle = shape.Centroid()
        here = table.GetSpatialRef().Clone(); here.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        there = osr.SpatialReference(); there.ImportFromEPSG(4326); there.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        x, y, _ = osr.CoordinateTransformation(here, there).TransformPoint(middle.GetX(), middle.GetY())
        photo(folder + "/east.jpg", x, y, "2026:03:01 10:11:12")
        photo(folder + "/far.jpg", x + 0.1, y, "2026:03:01 10:11:12")
        for file, left in ("unit.tif", middle.GetX() - 500), ("other.tif", middle.GetX() + 90000):
            made = gdal.GetDriverByName("GTiff").Create(folder + "/" + file, 200, 200, 3)
            made.SetProjection(here.ExportToWkt()); made.SetGeoTransform((left, 5, 0, middle.GetY() + 500, 0, -5)); made = None
        """, area.path(""), id)
    func attach(_ file: String, _ more: String...) throws -> Program.Outcome {
      try Program.tiankan(
        [
          "batch", "attach", "--unit", unit, area.path(file), "--person", "李四", "--config",
          area.path("tiankan.yaml"),
        ] + more)
    }
    let before = try area.area.derived()
    let taken = try attach("east.jpg", "--datum", "wgs84")
    #expect(taken.status == 0 && taken.output.contains(unit), "\(taken.notices)")
    let flight = try attach("unit.tif", "--flown", "2026-03-02")
    #expect(flight.status == 0 && flight.output.contains("shows=100 %"), "\(flight.notices)")
    #expect(try attach("east.jpg").status == 2, "no datum")
    #expect(try attach("unit.tif").status == 2, "no day")
    #expect(try attach("far.jpg", "--datum", "wgs84").status == 3, "taken elsewhere")
    #expect(try attach("other.tif", "--flown", "2026-03-02").status == 3, "of another place")
    let unknown = try area.run(
      "batch", "attach", "--unit", "cropland:none", area.path("unit.tif"), "--flown",
      "2026-03-02", "--person", "李四")
    #expect(unknown.status == 3, "\(unknown.notices)")
    let kept = try area.sqlite(
      "SELECT layer, unit_id, attachment FROM unit_evidence ORDER BY serial"
    )
    .split(separator: "\n")
    #expect(kept.count == 2 && kept.allSatisfy { $0.hasPrefix("cropland|\(id)|") })
    #expect(kept[0].contains("datum=wgs84") && kept[1].contains("units=\(unit)"))
    for sql in ["DELETE FROM unit_evidence", "UPDATE unit_evidence SET person = 'a'"] {
      let refused = try Program.run("/usr/bin/sqlite3", [area.area.ledger, sql])
      #expect(refused.status != 0 && refused.notices.contains("append-only"))
    }
    #expect(try area.area.derived() == before)
    for (language, words) in [("zh", "现场取证"), ("en", "evidence from the field")] {
      let page = try area.run("report", "parcel", id, "--lang", language, "--no-pictures")
      #expect(page.output.contains(words) && page.output.contains("unit.tif"), "\(page.notices)")
    }
  }

  @Test func `patches come back from every format as the ledger has them`() throws {
    let area = try PublishedArea()
    let outputs: [(name: String, more: [String])] = [
      ("u.shp", []), ("g.shp", ["--encoding", "GB18030"]), ("p.gpkg", []), ("p.gdb", []),
      ("p.csv", []), ("p.xlsx", []),
    ]
    for output in outputs {
      let written = try Program.tiankan(
        [
          "export", "patches", "--out", area.path(output.name), "--provisional", "--config",
          area.path("tiankan.yaml"),
        ] + output.more)
      #expect(written.status == 0, "\(output.name): \(written.notices)")
    }
    let read = try Reference.python(
      """
      folder = sys.argv[1]
      store = ogr.Open(folder + "/ledger.gpkg"); ledger = store.GetLayerByName("clue")
      truth = {row["clue_key"]: (row["area_m2"], row.GetGeometryRef().Clone(), row["first_date"]) for row in ledger
               if row["detection_state"] in ("provisional", "confirmed")}
      for name in sys.argv[2].split():
          source = ogr.Open(folder + "/" + name); layer = source.GetLayer(0)
          rows = {row["XSBS"]: row for row in layer}
          same = rows.keys() == truth.keys()
          for key, row in rows.items():
              area, shape, first = truth[key]
              same &= abs(float(row["MJ"]) - area) < 1e-6 and str(row["QSX"])[:10].replace("/", "-") == first
              same &= row["TZ"] in ("疑似新增建设", "疑似撂荒", "疑似非粮化", "修复进度滞后", "疑似变化") and row["BZ"] == "疑似，待实地核查"
              same &= row["SFYN"] in ("是", "否") and len(row["TBLX"]) > 0
              found = row.GetGeometryRef()
              if not name.endswith("xlsx"): same &= found.SymmetricDifference(shape).GetArea() < 1e-3
          print(name, len(rows) > 0 and same)
      print(open(folder + "/u.cpg").read(), open(folder + "/g.cpg").read())
      print(open(folder + "/g.dbf", "rb").read().count("疑似".encode("gb18030")) > 0)
      """, area.path(""), outputs.map(\.name).joined(separator: " "))
    #expect(read == outputs.map { "\($0.name) True" } + ["UTF-8 GB18030", "True"])
    #expect(
      try area.run("export", "patches", "--out", area.path("p.gpkg")).status == 3,
      "something is there")
    #expect(try area.run("export", "patches", "--out", area.path("p.pdf")).status == 2)
  }
}

import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Program.hasPython)) struct ZonalCommandTests {
  let scenes: ScenePair
  let folder: TemporaryFolder

  init() throws {
    scenes = try ScenePair.shared.get()
    folder = try TemporaryFolder()
    // Rectangles with edges inside pixels: their exact shares are products of overlaps along both axes.
    _ = try Reference.python(
      """
      boxes = [("R1", 100.25, 140.5, 60.75, 90.1), ("R2", 300.3, 300.5, 200.1, 200.4), ("R3", 255.5, 257.5, 127.5, 129.5),
               ("CLOUD", 410, 430, 310, 330), ("EDGE", 10.5, 30.25, 50, 60.5), ("AWAY", 700, 710, 10, 20),
               ("HALF", 590.5, 620, 380.25, 420)]
      for name, driver, code in (("land.gpkg", "GPKG", 32650), ("land.shp", "ESRI Shapefile", 32650)):
          source = ogr.GetDriverByName(driver).CreateDataSource(sys.argv[1] + "/" + name)
          srs = osr.SpatialReference(); srs.ImportFromEPSG(code)
          table = source.CreateLayer("land", srs, ogr.wkbPolygon)
          table.CreateField(ogr.FieldDefn("BSM", ogr.OFTString)); table.CreateField(ogr.FieldDefn("OWNER", ogr.OFTString))
          for number, (name, left, right, top, bottom) in enumerate(boxes):
              feature = ogr.Feature(table.GetLayerDefn())
              feature["BSM"], feature["OWNER"] = name, "村%d" % number
              x = [500000 + 10 * v for v in (left, right)]; y = [3500000 - 10 * v for v in (top, bottom)]
              feature.SetGeometry(ogr.CreateGeometryFromWkt(
                  f"POLYGON(({x[0]!r} {y[0]!r},{x[1]!r} {y[0]!r},{x[1]!r} {y[1]!r},{x[0]!r} {y[1]!r},{x[0]!r} {y[0]!r}))"))
              table.CreateFeature(feature)
          source = table = None
      """, folder.url.path)
  }

  private func zonal(_ arguments: String...) throws -> Program.Outcome {
    try Program.tiankan(["zonal", scenes("after"), "--dn-offset", "0"] + arguments)
  }

  /// Compares a table with NumPy: exact shares of rectangles, NDVI of the same files in double precision, the cloud left out.
  private static let judge = """
    import csv
    def read(band):
        return gdal.Open(glob.glob(sys.argv[2] + f"/*_{band}_*.tif")[0]).ReadAsArray().astype(float)
    import glob
    red, nir = read("B04"), read("B08")
    quality = np.kron(read("SCL"), np.ones((2, 2)))
    rows = {row["unit"]: row for row in csv.DictReader(open(sys.argv[1], encoding="utf-8"))}
    with np.errstate(invalid="ignore"): ndvi = np.rint(10000 * (nir - red) / (nir + red))
    marked = np.argwhere(quality == 9)
    usable = (red > 0) & np.isin(quality, [2, 4, 5, 6, 7])
    if len(marked):
        # The profile's margin of 200 m: 20 pixels around clouds.
        ys, xs = np.mgrid[0:ndvi.shape[0], 0:ndvi.shape[1]]
        top, left = marked.min(0); bottom, right = marked.max(0)
        dy = np.maximum(np.maximum(top - ys, ys - bottom), 0); dx = np.maximum(np.maximum(left - xs, xs - right), 0)
        usable &= dx * dx + dy * dy > 400
    def overlap(low, high, count):
        edges = np.arange(count + 1)
        return np.clip(np.minimum(high, edges[1:]) - np.maximum(low, edges[:-1]), 0, 1)
    boxes = [("R1", 100.25, 140.5, 60.75, 90.1), ("R2", 300.3, 300.5, 200.1, 200.4), ("R3", 255.5, 257.5, 127.5, 129.5),
             ("CLOUD", 410, 430, 310, 330), ("EDGE", 10.5, 30.25, 50, 60.5), ("AWAY", 700, 710, 10, 20),
             ("HALF", 590.5, 620, 380.25, 420)]
    for name, left, right, top, bottom in boxes:
        share = np.outer(overlap(top, bottom, ndvi.shape[0]), overlap(left, right, ndvi.shape[1]))
        row, seen = rows[name], (share > 1e-9) & usable
        good = abs(float(row["pixels"]) - share.sum()) < 1e-4 and int(row["ndvi_count"]) == seen.sum()
        if seen.any():
            weight, value = share[seen], ndvi[seen]
            mean = (weight * value).sum() / weight.sum()
            spread = np.sqrt((weight * (value - mean) ** 2).sum() / weight.sum())
            order = np.argsort(value); reached = np.cumsum(weight[order])
            median = value[order][np.searchsorted(reached, reached[-1] / 2 - 1e-6)]
            good &= abs(float(row["ndvi_mean"]) - mean / 1e4) < 1e-6 and abs(float(row["ndvi_std"]) - spread / 1e4) < 1e-6
            good &= abs(float(row["ndvi_valid_share"]) - weight.sum() / share.sum()) < 1e-5
            good &= float(row["ndvi_min"]) == value.min() / 1e4 and float(row["ndvi_max"]) == value.max() / 1e4
            good &= float(row["ndvi_p50"]) == median / 1e4
        else:
            good &= row["ndvi_mean"] == "" and row["ndvi_p50"] == "" and float(row["ndvi_valid_share"]) == 0
        print(name, "same" if good else (row, share.sum(), seen.sum()))
    print(",".join(rows))
    """

  @Test(arguments: ["gpkg", "shp"])
  func `statistics of rectangles equal NumPy's with exact shares`(format: String) throws {
    let table = folder.path("table.csv")
    let outcome = try zonal(
      "--units", folder.path("land.\(format)"), "--index", "ndvi", "--out", table)
    #expect(outcome.status == 0, "\(outcome.notices)")
    let answer = try Reference.python(Self.judge, table, scenes("after"))
    #expect(
      answer == [
        "R1 same", "R2 same", "R3 same", "CLOUD same", "EDGE same", "AWAY same", "HALF same",
        "R1,R2,R3,CLOUD,EDGE,AWAY,HALF",
      ])
    #expect(outcome.output.contains("7, 5 with data, 1 beside the scene"), "\(outcome.output)")
  }

  @Test func `the table does not depend on threads, and a GeoPackage says the same`() throws {
    let land = folder.path("land.gpkg")
    for (file, threads) in [("one.csv", "1"), ("two.csv", "2"), ("table.gpkg", "2")] {
      let outcome = try zonal(
        "--units", land, "--index", "ndvi,bsi", "--percentiles", "10,90", "--threads", threads,
        "--out", folder.path(file))
      #expect(outcome.status == 0, "\(outcome.notices)")
    }
    let one = try String(contentsOfFile: folder.path("one.csv"), encoding: .utf8)
    #expect(try String(contentsOfFile: folder.path("two.csv"), encoding: .utf8) == one)
    let answer = try Reference.python(
      """
      import csv
      rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
      source = ogr.Open(sys.argv[2]); layer = source.GetLayer(0)
      print(",".join(layer.GetLayerDefn().GetFieldDefn(i).GetName() for i in range(layer.GetLayerDefn().GetFieldCount())))
      def same(text, value): return value is None if text == "" else value is not None and (text == value or abs(float(text) - float(value)) < 1e-6)
      print(all(same(row[key], feature[key]) for row, feature in zip(rows, layer) for key in row), layer.GetFeatureCount())
      layer.ResetReading(); first = layer.GetNextFeature(); print(first.GetGeometryRef().GetArea())
      """, folder.path("one.csv"), folder.path("table.gpkg"))
    #expect(
      answer == [
        "unit,pixels,ndvi_count,ndvi_valid_share,ndvi_mean,ndvi_std,ndvi_min,ndvi_p10,ndvi_p90,ndvi_max,"
          + "bsi_count,bsi_valid_share,bsi_mean,bsi_std,bsi_min,bsi_p10,bsi_p90,bsi_max",
        "True 7", answer.last ?? "",
      ])
    // 40.25 × 29.35 pixels of 100 m².
    #expect(abs((Double(answer.last ?? "") ?? 0) - 118_133.75) < 0.01)
  }

  @Test func `a parcel without a pixel's centre is not lost with centre weights`() throws {
    let table = folder.path("table.csv")
    let outcome = try zonal(
      "--units", folder.path("land.gpkg"), "--index", "ndvi", "--weights", "centre",
      "--percentiles", "none", "--out", table)
    #expect(outcome.status == 0, "\(outcome.notices)")
    let text = try String(contentsOfFile: table, encoding: .utf8)
    let row = text.split(separator: "\n").first { $0.hasPrefix("R2,") }
    #expect(row?.hasPrefix("R2,1.000000,1,1.000000,") == true, "\(row ?? "")")
    #expect(
      text.hasPrefix(
        "unit,pixels,ndvi_count,ndvi_valid_share,ndvi_mean,ndvi_std,"
          + "ndvi_min,ndvi_max\n")
    )
  }

  @Test func `wrong usage, missing bands, foreign places and existing files are told apart`() throws
  {
    let land = folder.path("land.gpkg")
    let table = folder.path("table.csv")
    func status(_ arguments: String...) throws -> Int32 {
      try Program.tiankan(["zonal", scenes("after"), "--dn-offset", "0"] + arguments).status
    }
    #expect(try status("--units", land, "--index", "ndvi", "--out", folder.path("table.txt")) == 2)
    #expect(try status("--units", land, "--index", "magic", "--out", table) == 2)
    #expect(
      try status("--units", land, "--index", "ndvi", "--percentiles", "101", "--out", table) == 2)
    #expect(try status("--units", land, "--index", "ndvi", "--id", "NONE", "--out", table) == 2)
    #expect(try status("--units", land, "--index", "ndvi", "--out", land) == 2)
    #expect(try status("--units", land, "--index", "ndre", "--out", table) == 3)
    #expect(try status("--units", folder.path("none.gpkg"), "--index", "ndvi", "--out", table) == 3)
    #expect(!FileManager.default.fileExists(atPath: table))
    #expect(
      try status("--units", land, "--index", "ndvi", "--id", "OWNER", "--out", table) == 0)
    #expect(try String(contentsOfFile: table, encoding: .utf8).contains("\n村0,"))
  }
}

import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Program.hasPython)) struct DiffCommandTests {
  let scenes: ScenePair
  let folder: TemporaryFolder

  init() throws {
    scenes = try ScenePair.shared.get()
    folder = try TemporaryFolder()
  }

  func diff(
    _ before: String, _ after: String, _ more: [String] = [], out: String = "clues.gpkg"
  ) throws -> Program.Outcome {
    try Program.tiankan(
      [
        "diff", "--method", "index", scenes(before), scenes(after), "--dn-offset", "0", "--out",
        folder.path(out),
      ] + more)
  }

  // Truth of make_scenes.py: a site of 50 × 30 pixels and one of 2 × 2; a third lies under a cloud.
  @Test func `planted sites are found to the pixel and the one under a cloud is not reported`()
    throws
  {
    let mask = folder.path("mask.tif")
    let outcome = try diff("before", "after", ["--mask", mask])
    #expect(outcome.status == 0, "\(outcome.notices)")
    let clues = folder.path("clues.gpkg")
    #expect(try Reference.column("pixels", of: "clue", in: clues) == ["1500", "4"])
    #expect(
      try Reference.column("clue_key", of: "clue", in: clues) == [
        "50RMU-construction-20240601-100-200", "50RMU-construction-20240601-200-300",
      ])
    let histogram = try Reference.histogram(of: mask)
    #expect(histogram.contains("1 1504"))
    // The mask lies on the grid of the later scene: no data are 20 columns and the grown cloud.
    let noData = histogram.first { $0.hasPrefix("255 ") }.flatMap { Int($0.dropFirst(4)) }
    #expect((noData ?? 0) >= 20 * 400 + 60 * 60)
  }

  // Independent: geodesic area of the site's outline on WGS 84 by PROJ, `pyproj.Geod(ellps="WGS84")`
  // .geometry_area_perimeter of the outline densified to 10 m: 150120.0507974 m².
  @Test func `the area of a clue is that on the ellipsoid`() throws {
    _ = try diff("before", "after")
    let areas = try Reference.column("area_m2", of: "clue", in: folder.path("clues.gpkg"))
    let area = try #require(areas.first.flatMap(Double.init))
    #expect(abs(area / 150_120.050_797 - 1) < 1e-6)
    let mu = try Reference.column("area_mu", of: "clue", in: folder.path("clues.gpkg"))
    #expect(abs((Double(mu[0]) ?? 0) - area * 0.0015) < 1e-9)
  }

  @Test func `overlaps say how much of a clue lies in which parcel`() throws {
    let outcome = try diff("before", "after", ["--boundaries", scenes("parcels.gpkg")])
    #expect(outcome.status == 0, "\(outcome.notices)")
    let clues = folder.path("clues.gpkg")
    #expect(try Reference.column("unit_id", of: "clue_overlap", in: clues) == ["P1"])
    #expect(try Reference.column("unit_name", of: "clue_overlap", in: clues) == ["东村一标"])
    // The parcel covers 25 of the site's 50 columns.
    let share = try Reference.column("share_of_clue", of: "clue_overlap", in: clues)
    #expect(abs((Double(share[0]) ?? 0) - 0.5) < 1e-6)
    #expect(outcome.output.contains("东村一标"))
  }

  @Test func `unchanged scenes give no clue`() throws {
    let outcome = try diff("before", "unchanged", ["--json"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\"clues\" : 0"))
  }

  @Test func `strips and another compression give the same bytes of mask and the same clues`()
    throws
  {
    _ = try diff("before", "after", ["--mask", folder.path("tiles.tif")])
    _ = try diff(
      "before", "after-strips", ["--mask", folder.path("strips.tif")], out: "strips.gpkg")
    for column in ["clue_key", "area_m2", "ndvi_difference", "magnitude"] {
      #expect(
        try Reference.column(column, of: "clue", in: folder.path("clues.gpkg"))
          == Reference.column(column, of: "clue", in: folder.path("strips.gpkg")))
    }
    #expect(
      try Data(contentsOf: URL(filePath: folder.path("tiles.tif")))
        == Data(contentsOf: URL(filePath: folder.path("strips.tif"))))
  }

  @Test func `one and two threads write the same bytes`() throws {
    for threads in ["1", "2"] {
      _ = try diff(
        "before", "after", ["--threads", threads, "--mask", folder.path("mask\(threads).tif")],
        out: "clues\(threads).geojson")
    }
    for name in ["mask1.tif mask2.tif", "clues1.geojson clues2.geojson"] {
      let files = name.split(separator: " ").map { URL(filePath: folder.path(String($0))) }
      #expect(try Data(contentsOf: files[0]) == Data(contentsOf: files[1]))
    }
  }

  // Baseline 04.00 and later adds 1000 to every number: with its offset stated nothing changes.
  @Test func `each date may have its own offset`() throws {
    let outcome = try Program.tiankan([
      "diff", "--method", "index", scenes("before"), scenes("after-offset"), "--dn-offset",
      "0,-1000", "--out",
      folder.path("clues.gpkg"),
    ])
    #expect(outcome.status == 0, "\(outcome.notices)")
    #expect(
      try Reference.column("pixels", of: "clue", in: folder.path("clues.gpkg")) == ["1500", "4"])
    let ndvi = try Reference.column("ndvi_after", of: "clue", in: folder.path("clues.gpkg"))
    #expect(abs((Double(ndvi[0]) ?? 0) - 0.08) < 0.002)
  }

  @Test func `an unknown offset is refused with the remedy`() throws {
    let outcome = try Program.tiankan([
      "diff", "--method", "index", scenes("before"), scenes("after"), "--out",
      folder.path("clues.gpkg"),
    ])
    #expect(outcome.status == 3)
    #expect(outcome.notices.contains("--dn-offset"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("clues.gpkg")))
  }

  @Test func `a clue is worded as suspicion and carries what it rests on`() throws {
    _ = try diff("before", "after")
    let clues = folder.path("clues.gpkg")
    #expect(try Reference.column("kind_zh", of: "clue", in: clues).allSatisfy { $0 == "疑似新增建设" })
    #expect(try Reference.column("remark_zh", of: "clue", in: clues)[0] == "审批数据不足")
    #expect(try Reference.column("confidence", of: "clue", in: clues)[0] == "未校准")
    #expect(try Reference.column("part", of: "scene", in: clues) == ["before", "after"])
    #expect(try Reference.column("sensed", of: "scene", in: clues)[1].hasPrefix("2024-06-01"))
    let names = try Reference.column("name", of: "run", in: clues)
    for name in ["software", "rule_set", "settings", "area_method", "grid_crs"] {
      #expect(names.contains(name))
    }
  }

  @Test func `GeoJSON has the clues in longitude and latitude with their overlaps nested`() throws {
    let outcome = try diff(
      "before", "after", ["--boundaries", scenes("parcels.gpkg")], out: "clues.geojson")
    #expect(outcome.status == 0, "\(outcome.notices)")
    let lines = try Reference.python(
      """
      document = json.load(open(sys.argv[1]))
      for feature in document["features"]:
          x, y = feature["geometry"]["coordinates"][0][0][0]
          print(round(x, 3), round(y, 3), [o["unit_id"] for o in feature["properties"]["overlaps"]])
      """, folder.path("clues.geojson"))
    // Site's corner 502000 E, 3499000 N in UTM 50N: 117.021°, 31.626° (cs2cs).
    #expect(lines == ["117.021 31.626 ['P1']", "117.032 31.617 []"])
  }

  @Test func `methods are chosen by name and an unknown one is wrong usage`() throws {
    let outcome = try diff("before", "after", ["--method", "cva"])
    #expect(outcome.status == 0, "\(outcome.notices)")
    #expect(
      try Reference.column("method", of: "clue", in: folder.path("clues.gpkg")).allSatisfy {
        $0 == "cva"
      })
    // A change vector does not tell what became of the ground.
    #expect(
      try Reference.column("kind_zh", of: "clue", in: folder.path("clues.gpkg"))
        .allSatisfy { $0 == "疑似变化" })
    #expect(try diff("before", "after", ["--method", "magic"]).status == 2)
  }

  // The manual's own words: "0 or -1000".
  @Test func `a negative offset is given like any other value`() throws {
    let outcome = try Program.tiankan([
      "diff", "--method", "index", scenes("before"), scenes("after-offset"), "--sensor",
      "sentinel2-l2a", "--dn-offset",
      "-1000", "--out", folder.path("clues.gpkg"),
    ])
    #expect(outcome.status == 0, "\(outcome.notices)")
    let scaling = try Reference.column("scaling", of: "scene", in: folder.path("clues.gpkg"))
    #expect(scaling.allSatisfy { $0.contains("(DN − 1000.0)") })
  }

  @Test(arguments: ["0", "-1", "nan", "inf", "many"])
  func `a minimum area that is none is wrong usage`(_ area: String) throws {
    #expect(try diff("before", "after", ["--minimum-area=\(area)"]).status == 2)
  }

  @Test func `a layer that lies elsewhere and a repaired outline are noted in the result`() throws {
    let layers = folder.path("layers.gpkg")
    _ = try Reference.python(
      """
      srs = osr.SpatialReference(); srs.ImportFromEPSG(32650)
      source = ogr.GetDriverByName("GPKG").CreateDataSource(sys.argv[1])
      for name, x in ("here", 502000), ("elsewhere", 900000):
          layer = source.CreateLayer(name, srs, ogr.wkbPolygon)
          row = ogr.Feature(layer.GetLayerDefn())
          # A bow tie: crosses itself at its centre.
          corners = [(x, 3498000), (x + 900, 3499000), (x + 900, 3498000), (x, 3499000), (x, 3498000)]
          text = ",".join(f"{a} {b}" for a, b in corners)
          row.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON(({text}))"))
          layer.CreateFeature(row)
          row = None
      layer = source = None
      """, layers)
    let outcome = try diff(
      "before", "after", ["--boundaries", layers + "#here", "--boundaries", layers + "#elsewhere"])
    #expect(outcome.status == 0, "\(outcome.notices)")
    let clues = folder.path("clues.gpkg")
    let names = try Reference.column("name", of: "run", in: clues)
    #expect(names.contains("notices"))
    let notices = try Reference.python(
      """
      source = ogr.Open(sys.argv[1])
      for row in source.GetLayerByName("run"):
          if row["name"] == "notices": print(row["value"])
      """, clues)
    #expect(notices.contains { $0.contains("elsewhere: no land unit of this layer") })
    #expect(!notices.contains { $0.hasPrefix("here: no land unit") })
    #expect(notices.contains { $0.contains("repaired to 2 parts") })
  }

  // Web Mercator is refused for areas; the message must say which file it is.
  @Test func `a layer in Web Mercator is refused by its name`() throws {
    let mercator = folder.path("mercator.gpkg")
    let made = try Program.run(
      "/usr/bin/ogr2ogr", ["-t_srs", "EPSG:3857", mercator, scenes("parcels.gpkg")])
    try #require(made.status == 0, "\(made.notices)")
    let outcome = try diff("before", "after", ["--boundaries", mercator])
    #expect(outcome.status == 3)
    #expect(outcome.notices.contains("mercator.gpkg"))
  }

  // 2600 × 2600 pixels are 36 windows of 512, of which the first sample takes every second in each axis, from the
  // second on; all data lie in the first window.
  @Test func `data beside the sampled windows are found`() throws {
    _ = try Reference.python(
      """
      noise = np.random.default_rng(5)
      crop, bare = [400, 700, 500, 3600, 1800, 900], [1800, 2000, 2300, 2700, 3400, 2900]
      roles = ["blue", "green", "red", "nir", "swir1", "swir2"]
      srs = osr.SpatialReference(); srs.ImportFromEPSG(32650)
      for name, later in ("edge1", False), ("edge2", True):
          target = gdal.GetDriverByName("GTiff").Create(
              f"{sys.argv[1]}/{name}.tif", 2600, 2600, 6, gdal.GDT_UInt16, ["TILED=YES", "COMPRESS=DEFLATE"])
          target.SetSpatialRef(srs); target.SetGeoTransform((500000, 10, 0, 3500000, 0, -10))
          for number, role in enumerate(roles):
              array = np.zeros((2600, 2600), np.uint16)
              array[:300, :300] = crop[number] + noise.normal(0, 20, (300, 300))
              if later: array[100:120, 100:130] = bare[number]
              band = target.GetRasterBand(number + 1)
              band.SetDescription(role); band.SetNoDataValue(0); band.WriteArray(array)
          target = None
          open(f"{sys.argv[1]}/{name}.yaml", "w").write(
              "sensor: generic\\nscale: 0.0001\\ndate: 202%d-05-01\\n" % (4 if later else 3))
      """, folder.url.path)
    let outcome = try Program.tiankan([
      "diff", "--method", "index", folder.path("edge1.tif"), folder.path("edge2.tif"), "--out",
      folder.path("clues.gpkg"),
    ])
    #expect(outcome.status == 0, "\(outcome.notices)")
    #expect(try Reference.column("pixels", of: "clue", in: folder.path("clues.gpkg")) == ["600"])
  }
}

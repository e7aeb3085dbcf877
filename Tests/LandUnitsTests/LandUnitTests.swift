import Diagnostics
import Geometry
import Imagery
import LandUnits
import Testing

/// A rectangle along the axes.
func rectangle(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> MultiPolygon {
  MultiPolygon([
    Polygon(
      exterior: LinearRing([
        Coordinate(x: minX, y: minY), Coordinate(x: maxX, y: minY), Coordinate(x: maxX, y: maxY),
        Coordinate(x: minX, y: maxY),
      ]))
  ])
}

@Suite struct LandUnitTests {
  let crs: CoordinateReferenceSystem
  let square = rectangle(500_000, 3_300_000, 500_100, 3_300_100)

  init() throws { crs = try CoordinateReferenceSystem(parsing: "EPSG:4548") }

  func feature(_ attributes: [Feature.Attribute], _ geometry: MultiPolygon? = nil) -> Feature {
    Feature(identifier: "17", attributes: attributes, geometry: geometry ?? square)
  }

  @Test func `a DLTB parcel has its BSM, gross and net area`() throws {
    let parcel = try LandUnit(
      feature: feature([
        .init("OBJECTID", .integer(3)), .init("BSM", .text("350000211000000123")),
        .init("DLBM", .text("0101")), .init("ZLDWMC", .text("田头村")),
        .init("TBMJ", .real(10_000)), .init("KCXS", .real(0.12)), .init("TBDLMJ", .real(8_800)),
      ]), layer: "cropland", crs: crs)
    #expect(parcel.id == "350000211000000123" && parcel.name == "田头村")
    #expect(parcel.layer == "cropland" && parcel.attributes.count == 7 && parcel.repair == nil)
    // pyproj 3.7, geodesic area of the square: 10000.000 m² on the central meridian.
    #expect(abs(parcel.grossSquareMetres - 10_000) < 0.02)
    let net = try #require(parcel.netSquareMetres)
    #expect(abs(net - parcel.grossSquareMetres * 0.88) < 1e-9)
    #expect(parcel["dlbm"] == .text("0101"))
  }

  @Test func `without both DLTB areas, or with areas that make no sense, there is no net area`()
    throws
  {
    for attributes: [Feature.Attribute] in [
      [], [.init("TBMJ", .real(100))], [.init("TBMJ", .real(0)), .init("TBDLMJ", .real(0))],
      [.init("TBMJ", .real(100)), .init("TBDLMJ", .real(101))],
      [.init("TBMJ", .real(100)), .init("TBDLMJ", .null)],
    ] {
      #expect(
        try LandUnit(feature: feature(attributes), layer: "x", crs: crs).netSquareMetres == nil)
    }
  }

  @Test func `id and name come from the usual fields in their order, else from the row`() throws {
    let project = try LandUnit(
      feature: feature([
        .init("fid", .integer(9)), .init("name", .text("north")), .init("xmmc", .text("整治一期")),
        .init("XMBH", .text(" ")), .init("ID", .real(42)),
      ]), layer: "projects", crs: crs)
    #expect(project.id == "42" && project.name == "整治一期")
    let bare = try LandUnit(feature: feature([.init("height", .real(3))]), layer: "x", crs: crs)
    #expect(bare.id == "17" && bare.name == nil)
  }

  @Test func `stated fields are taken, and missing ones are an error`() throws {
    let row = feature([.init("BSM", .text("1")), .init("Nr", .text("A-7")), .init("leer", .null)])
    let unit = try LandUnit(
      feature: row, layer: "x", crs: crs, fields: LandUnitFields(id: "nr", name: "leer"))
    #expect(unit.id == "A-7" && unit.name == nil)
    #expect(throws: TiankanError.self) {
      _ = try LandUnit(feature: row, layer: "x", crs: crs, fields: LandUnitFields(id: "nope"))
    }
    #expect(throws: TiankanError.self) {
      _ = try LandUnit(feature: row, layer: "x", crs: crs, fields: LandUnitFields(id: "leer"))
    }
  }

  @Test func `of many rows the unusable are listed with the reason`() throws {
    let bowTie = MultiPolygon([
      Polygon(
        exterior: LinearRing([
          Coordinate(x: 500_000, y: 3_300_000), Coordinate(x: 500_100, y: 3_300_100),
          Coordinate(x: 500_100, y: 3_300_000), Coordinate(x: 500_000, y: 3_300_100),
        ]))
    ])
    let overlapping = MultiPolygon(
      square.polygons + rectangle(500_050, 3_300_050, 500_150, 3_300_150).polygons)
    let rows = [
      feature([.init("BSM", .text("a"))]), feature([.init("BSM", .text("b"))], bowTie),
      feature([.init("BSM", .text("c"))], overlapping),
      feature([.init("BSM", .text("d"))], MultiPolygon([])),
    ]
    let (units, refusals) = try LandUnit.units(from: rows, layer: "mines", crs: crs)
    #expect(units.map(\.id) == ["a", "b"])
    #expect(units[1].repair?.contains("500050.0 3300050.0") == true)
    #expect(abs(units[1].grossSquareMetres - 5_000) < 0.01)
    #expect(refusals.map(\.code) == ["invalid-geometry", "empty"])
    #expect(refusals[0].reason.contains("mines c"))
  }

  @Test func `Web Mercator is refused`() throws {
    let web = try CoordinateReferenceSystem(parsing: "EPSG:3857")
    do throws(TiankanError) {
      _ = try LandUnit(feature: feature([]), layer: "x", crs: web)
      Issue.record("not refused")
    } catch {
      #expect(error.code == .unsuitableCRS)
    }
  }
}

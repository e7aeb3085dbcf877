import HTTPTypes
import Hummingbird

// OGC API – Tiles 1.0: map tiles of the rasters of the configuration.
extension RouteTable {
  private static let tileSet = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
  private static let webMercator = "http://www.opengis.net/def/crs/EPSG/0/3857"

  var mapTileRoutes: [ServiceRoute] {
    let desk = desk
    let raster = RouteParameter.path("id", .text(40), "The raster.")
    let path = "/ogc/collections/{id}/map/tiles"
    return [
      ServiceRoute(
        .get, "/ogc/tileMatrixSets", "ogcTileMatrixSets", "OGC API: the tile matrix sets.",
        answer: .json("The sets.")
      ) { request in
        let base = Self.base(request, desk)
        return .json([
          "tileMatrixSets": [
            [
              "id": "WebMercatorQuad", "title": "Google Maps Compatible for the World",
              "uri": .text(Self.tileSet),
              "links": [
                Self.link(
                  "\(base)/ogc/tileMatrixSets/WebMercatorQuad", "self", "application/json")
              ],
            ]
          ]
        ])
      },
      ServiceRoute(
        .get, "/ogc/tileMatrixSets/WebMercatorQuad", "ogcTileMatrixSet",
        "OGC API: the levels of WebMercatorQuad.", answer: .json("The levels.")
      ) { _ in .json(Self.matrices) },
      ServiceRoute(
        .get, path, "ogcTileSets", "OGC API: the tile sets of a raster.", parameters: [raster],
        answer: .json("The tile sets.")
      ) { request in
        let source = try Self.raster(request, desk)
        let base = Self.base(request, desk)
        return .json(["tilesets": [Self.tileSet(of: source, base)]])
      },
      ServiceRoute(
        .get, "\(path)/WebMercatorQuad", "ogcTileSet", "OGC API: the tile set of a raster.",
        parameters: [raster], answer: .json("The tile set.")
      ) { request in
        .json(Self.tileSet(of: try Self.raster(request, desk), Self.base(request, desk)))
      },
      ServiceRoute(
        .get, "\(path)/WebMercatorQuad/{z}/{row}/{column}", "ogcTile",
        "OGC API: a tile of a raster.",
        parameters: [
          raster, .path("z", .integer(MapTile.levels), "The level."),
          .path("row", .integer(0...4_194_303), "The row, from the north."),
          .path("column", .integer(0...4_194_303), "The column."),
          .query("f", .choice(["png"]), "The form."),
        ], answer: .init(status: 200, types: ["image/png"], summary: "The tile."),
        otherStatuses: [304]
      ) { request in
        try await Self.rasterTile(
          request, desk, column: request.integer("column"), row: request.integer("row"))
      },
    ]
  }

  private static func raster(
    _ request: ServiceRequest, _ desk: InspectionDesk
  ) throws -> ServiceConfiguration.RasterSource {
    guard let source = desk.configuration.rasters.first(where: { $0.id == request.text("id") })
    else { throw RequestFailure.notFound }
    return source
  }

  /// A raster as a collection.
  static func describe(
    _ source: ServiceConfiguration.RasterSource, _ base: String, _ desk: InspectionDesk
  ) -> JSONText {
    let path = "\(base)/ogc/collections/\(source.id)"
    return [
      "id": .text(source.id), "title": .text("\(source.titleChinese) \(source.titleEnglish)"),
      "extent": ["spatial": ["bbox": [desk.watch.shelf.bounds.json]]],
      "links": [
        link(path, "self", "application/json"),
        link(
          "\(path)/map/tiles", "http://www.opengis.net/def/rel/ogc/1.0/tilesets-map",
          "application/json"),
      ],
    ]
  }

  private static func tileSet(
    of source: ServiceConfiguration.RasterSource, _ base: String
  ) -> JSONText {
    let path = "\(base)/ogc/collections/\(source.id)/map/tiles/WebMercatorQuad"
    return [
      "title": .text("\(source.titleChinese) \(source.titleEnglish)"), "dataType": "map",
      "crs": .text(webMercator), "tileMatrixSetURI": .text(tileSet),
      "links": [
        link(path, "self", "application/json"),
        link(
          "\(base)/ogc/tileMatrixSets/WebMercatorQuad",
          "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme", "application/json"),
        [
          "href": .text("\(path)/{tileMatrix}/{tileRow}/{tileCol}"), "rel": "item",
          "type": "image/png", "templated": true,
        ],
      ],
    ]
  }

  /// The levels (OGC 17-083r4, annex D.1): 156543.03 m per pixel at level 0, half of it at each next.
  private static var matrices: JSONText {
    let levels: [JSONText] = MapTile.levels.map { level in
      let cell = 2 * MapTile.edge / 256 / Double(1 << level)
      return [
        "id": .text("\(level)"), "scaleDenominator": .number(cell / 0.000_28),
        "cellSize": .number(cell), "pointOfOrigin": JSONText([-MapTile.edge, MapTile.edge]),
        "tileWidth": 256, "tileHeight": 256, "matrixWidth": .integer(1 << level),
        "matrixHeight": .integer(1 << level),
      ]
    }
    return [
      "id": "WebMercatorQuad", "uri": .text(tileSet), "crs": .text(webMercator),
      "orderedAxes": ["X", "Y"],
      "wellKnownScaleSet":
        "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
      "tileMatrices": .array(levels),
    ]
  }
}

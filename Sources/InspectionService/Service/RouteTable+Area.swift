import Diagnostics
import Geometry
import HTTPTypes
import Imagery
import LedgerStore
import Supervision

// What there is: tiles, products, layers, codes with their words.
extension RouteTable {
  var areaRoutes: [ServiceRoute] {
    let desk = desk
    return [
      ServiceRoute(
        .get, "/api/area", "describeArea",
        "The monitored area: bounds, tiles, products, layers, and the words of all codes.",
        answer: .json("The area.")
      ) { request in
        let visitor = try request.knownVisitor()
        let sight = desk.sight(of: visitor)
        let shelf = desk.watch.shelf
        let item = try await desk.kept("area", for: visitor, type: "application/json") {
          reader throws(TiankanError) in
          let found = try reader.ledger.layersAndCounties()
          let layers = found.layers.filter { $0 != "clue" }
          let counties = found.counties.filter { sight.shows(county: $0) }
          return try Self.area(
            desk, shelf, layers, counties, generation: reader.ledger.generation()
          ).bytes
        }
        return .kept(item, for: request)
      }
    ]
  }

  private static func area(
    _ desk: InspectionDesk, _ shelf: SceneShelf, _ layers: [String], _ counties: [String],
    generation: Int
  ) throws(TiankanError) -> JSONText {
    let words = desk.words
    let tiles: [JSONText] = shelf.tiles.map { tile in
      let days = shelf.days(of: tile.id)
      return [
        "id": .text(tile.id), "bounds": tile.bounds.json,
        "first": JSONText(days.first?.description), "last": JSONText(days.last?.description),
      ]
    }
    let products: [JSONText] = MapProduct.allCases.map { product in
      var pairs: [(String, JSONText)] = [
        ("code", .text(product.rawValue)), ("zh", .text(product.title.chinese)),
        ("en", .text(product.title.english)),
        ("kind", product.range == nil ? (product == .quality ? "mask" : "color") : "index"),
      ]
      if let range = product.range {
        let ramp: ColorRamp = product == .change ? .difference : .index
        pairs += [
          ("lower", .number(range.lower)), ("upper", .number(range.upper)),
          ("ramp", JSONText(ramp.cascadingColors)),
        ]
      }
      return .object(pairs)
    }
    return [
      "generation": .integer(generation), "program": .text(desk.program),
      "bounds": shelf.bounds.json, "min_zoom": 7, "max_zoom": 18, "tiles": .array(tiles),
      "products": .array(products),
      "rasters": .array(
        desk.configuration.rasters.map {
          ["id": .text($0.id), "zh": .text($0.titleChinese), "en": .text($0.titleEnglish)]
        }), "layers": .array(layers.map(words.layer)), "counties": JSONText(counties),
      "kinds": .array(ClueKind.allCases.map(words.kind)),
      "detection_states": .array(DetectionState.allCases.map { words.state($0) }),
      "handling_states": .array(HandlingState.allCases.map { words.state($0) }),
      "priorities": .array(CluePriority.allCases.map(words.priority)),
      "field_results": .array(FieldResult.allCases.map(words.result)),
    ]
  }
}

extension Envelope {
  /// West, south, east, north; null for the envelope of nothing.
  var json: JSONText { isEmpty ? .null : JSONText([minX, minY, maxX, maxY]) }
}

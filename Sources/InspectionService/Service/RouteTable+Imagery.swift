import Diagnostics
import Foundation
import HTTPTypes
import Hummingbird
import Imagery
import Monitoring

// Imagery for the map.
extension RouteTable {
  private static let place: [RouteParameter] = [
    .path("z", .integer(MapTile.levels), "The level."),
    .path("x", .integer(0...4_194_303), "The column."),
    .path("y", .integer(0...4_194_303), "The row, from the north."),
    .query("scale", .integer(1...2), "2 for 512 × 512 pixels."),
  ]
  private static let picture = ServiceRoute.Answer(
    status: 200, types: ["image/png"], summary: "A picture of 256 × 256 pixels.")

  var imageryRoutes: [ServiceRoute] {
    let desk = desk
    return [
      ServiceRoute(
        .get, "/api/tiles/{tile}/dates", "listDates", "Days with imagery of a tile.",
        parameters: [.path("tile", .text(64), "The tile, or all.")],
        answer: .json("The days.")
      ) { request in
        let tile = try request.required("tile")
        guard let scenes = try desk.shelf().scenes(of: tile) else {
          throw RequestFailure.notFound
        }
        return .json(["tile": .text(tile), "dates": .array(Self.days(of: scenes))])
      },
      ServiceRoute(
        .get, "/tiles/rasters/{id}/{z}/{x}/{y}.png", "readRasterTile",
        "A tile of a raster of the configuration.",
        parameters: [.path("id", .text(40), "The raster.")] + Self.place, answer: Self.picture,
        otherStatuses: [304]
      ) { request in
        try await Self.rasterTile(
          request, desk, column: request.integer("x"), row: request.integer("y"))
      },
      ServiceRoute(
        .get, "/tiles/{tile}/{date}/{product}/{z}/{x}/{y}.png", "readTile",
        "A tile of the imagery of a day.",
        parameters: [
          .path("tile", .text(64), "The tile, or all."), .path("date", .date, "The day."),
          .path("product", .choice(MapProduct.allCases.map(\.rawValue)), "What it shows."),
        ] + Self.place, answer: Self.picture, otherStatuses: [304]
      ) { request in
        let name = try request.required("tile")
        guard let date = request.date("date"),
          let product = request.text("product").flatMap({ MapProduct(rawValue: $0) }),
          let place = Self.mapTile(
            request, column: request.integer("x"), row: request.integer("y"))
        else { throw RequestFailure.notFound }
        let shelf = try desk.shelf()
        guard let all = shelf.scenes(of: name) else { throw RequestFailure.notFound }
        let scenes = all.filter { $0.date == date && product.isPossible(with: $0.scene) }
        guard !scenes.isEmpty else { throw RequestFailure.notFound }
        var against: [ShelfScene] = []
        if product == .change, let day = shelf.reference(before: date, of: name) {
          against = all.filter { $0.date == day && product.isPossible(with: $0.scene) }
        }
        return try await Self.paint(
          PictureJob(
            tile: place, content: .scenes(scenes, product, against: against),
            stretch: ("\(shelf.number) \(name)", all)),
          "\(shelf.number) \(name) \(date) \(product.rawValue)", request, desk)
      },
    ]
  }

  private static func days(of scenes: [ShelfScene]) -> [JSONText] {
    var days: [(CalendarDate, [ShelfScene])] = []
    for scene in scenes {
      if days.last?.0 == scene.date {
        days[days.count - 1].1.append(scene)
      } else {
        days.append((scene.date, [scene]))
      }
    }
    return days.map { date, scenes in
      let products = MapProduct.allCases.filter { product in
        scenes.contains { product.isPossible(with: $0.scene) }
      }
      return [
        "date": .text("\(date)"), "clear_share": JSONText(scenes.compactMap(\.clearShare).max()),
        "platforms": JSONText(Set(scenes.map(\.scene.acquisition.platform)).sorted()),
        "products": JSONText(products.map(\.rawValue)),
      ]
    }
  }

  static func mapTile(_ request: ServiceRequest, column: Int?, row: Int?) -> MapTile? {
    guard let level = request.integer("z"), let column, let row else { return nil }
    return MapTile(
      level: level, column: column, row: row, size: 256 * (request.integer("scale") ?? 1))
  }

  static func rasterTile(
    _ request: ServiceRequest, _ desk: InspectionDesk, column: Int?, row: Int?
  ) async throws -> Response {
    let id = try request.required("id")
    guard let source = desk.configuration.rasters.first(where: { $0.id == id }),
      let place = mapTile(request, column: column, row: row)
    else { throw RequestFailure.notFound }
    // A raster that is written anew is another one.
    let attributes = try? FileManager.default.attributesOfItem(atPath: source.file)
    let time = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return try await paint(
      PictureJob(tile: place, content: .raster(source), stretch: nil), "raster \(id) \(time)",
      request, desk)
  }

  private static func paint(
    _ job: PictureJob, _ name: String, _ request: ServiceRequest, _ desk: InspectionDesk
  ) async throws -> Response {
    let tile = job.tile
    let key = "\(name) \(tile.level)/\(tile.column)/\(tile.row)@\(tile.size)"
    if let known = desk.pictures[key] { return .kept(known, for: request, seconds: 3600) }
    let bytes = try await desk.painters.run { painter throws(TiankanError) in
      try painter.paint(job)
    }
    let item = ByteCache.Item(bytes, type: "image/png")
    desk.pictures.keep(item, for: key)
    return .kept(item, for: request, seconds: 3600)
  }
}

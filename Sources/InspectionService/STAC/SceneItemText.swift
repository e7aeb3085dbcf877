import Geometry
import Imagery

/// A scene as an item of STAC 1.0.0.
///
/// Assets are tiles of the map and not files: where the files are is the archive's own business.
enum SceneItemText {
  static let version = "1.0.0"

  static func item(_ scene: ShelfScene, base: String) -> JSONText {
    let acquisition = scene.scene.acquisition
    let box = scene.bounds
    let corners: [[Double]] = [
      [box.minX, box.minY], [box.maxX, box.minY], [box.maxX, box.maxY], [box.minX, box.maxY],
      [box.minX, box.minY],
    ]
    var properties: [(String, JSONText)] = [
      ("datetime", .text(instant(acquisition.sensed, scene.date))),
      ("platform", .text(acquisition.platform)), ("tiankan:tile", .text(acquisition.tile)),
      ("tiankan:profile", .text(scene.scene.profile)),
    ]
    if let share = scene.clearShare {
      properties.append(("tiankan:clear_share", .number(share)))
    }
    let path = "\(base)/stac/collections/scenes"
    let products = MapProduct.allCases.filter { $0.isPossible(with: scene.scene) }
    let assets = products.map { product -> (String, JSONText) in
      (
        product.rawValue,
        [
          "href": .text("\(base)/tiles/all/\(scene.date)/\(product.rawValue)/{z}/{x}/{y}.png"),
          "type": "image/png", "title": .text(product.title.english),
          "roles": product == .trueColor ? ["visual"] : ["data"],
        ]
      )
    }
    return [
      "type": "Feature", "stac_version": .text(version), "stac_extensions": [],
      "id": .text(scene.name), "collection": "scenes",
      "geometry": [
        "type": "Polygon", "coordinates": [.array(corners.map { JSONText($0) })],
      ], "bbox": box.json, "properties": .object(properties), "assets": .object(assets),
      "links": [
        RouteTable.link("\(path)/items/\(scene.name)", "self", "application/geo+json"),
        RouteTable.link(path, "parent", "application/json"),
        RouteTable.link(path, "collection", "application/json"),
        RouteTable.link("\(base)/stac", "root", "application/json"),
      ],
    ]
  }

  /// An instant of RFC 3339.
  private static func instant(_ time: SensingTime?, _ day: CalendarDate) -> String {
    guard let second = time?.secondOfDay else { return "\(day)T00:00:00Z" }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return
      "\(day)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
  }
}

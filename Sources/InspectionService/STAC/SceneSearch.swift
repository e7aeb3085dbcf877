import Geometry
import Imagery

/// Which scenes somebody searches (STAC API 1.0.0, item search).
struct SceneSearch: Sendable {
  var box: [Double]?
  var interval: (from: CalendarDate?, to: CalendarDate?)?
  /// Names of scenes; nil for all.
  var ids: [String]?
  /// Collections; nil for all.
  var collections: [String]?
  var limit = 10
  var offset = 0

  /// The scenes that fit, in the order of the shelf.
  func matches(_ shelf: SceneShelf) -> [ShelfScene] {
    if let collections, !collections.contains("scenes") { return [] }
    return shelf.scenes.filter { scene in
      if let ids, !ids.contains(scene.name) { return false }
      if let box {
        let wanted = Envelope(minX: box[0], minY: box[1], maxX: box[2], maxY: box[3])
        guard box[0] <= box[2] else {
          // Across the antimeridian: what is east of the first or west of the second.
          return scene.bounds.maxX >= box[0] || scene.bounds.minX <= box[2]
        }
        guard scene.bounds.intersects(wanted) else { return false }
      }
      guard let interval else { return true }
      return (interval.from.map { scene.date >= $0 } ?? true)
        && (interval.to.map { scene.date <= $0 } ?? true)
    }
  }
}

import Imagery
import Reporting

/// What a painter is asked for: a tile of the map, and the numbers it shows.
struct PictureJob: Sendable {
  /// Numbers that a tile shows.
  enum Content: Sendable {
    /// A product of scenes of one day; for differences also those of the day that it is taken against.
    case scenes([ShelfScene], MapProduct, against: [ShelfScene])
    /// A raster of the configuration.
    case raster(ServiceConfiguration.RasterSource)
  }

  var tile: MapTile
  var content: Content
  /// The scenes from which the common stretch of a tile is found, and its name.
  var stretch: (name: String, scenes: [ShelfScene])?
}

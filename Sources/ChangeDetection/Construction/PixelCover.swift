/// What is known of the use of a pixel.
enum PixelCover: Sendable {
  /// Nothing: whether it is farmed is judged from its series.
  case unknown
  /// It is not cropland.
  case other
  /// It is dry cropland, paddy or irrigated.
  case cropland
}

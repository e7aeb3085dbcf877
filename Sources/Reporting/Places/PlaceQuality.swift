import ChangeDetection
import Imagery

/// What a scene's quality layer leaves of a place.
struct PlaceQuality: ~Copyable {
  /// 1 where the quality layer allows the pixel, else 0.
  var usable: Raster<UInt8>
  var counts: QualityCounts
}

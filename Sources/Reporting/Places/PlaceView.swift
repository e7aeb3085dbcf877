import ChangeDetection
import Imagery

/// A scene's bands over a place, and which of its pixels show the ground.
struct PlaceView: ~Copyable {
  var stack: BandStack
  /// 1 where the pixel has data and the quality layer allows it, else 0.
  var usable: Raster<UInt8>
  var counts: QualityCounts
}

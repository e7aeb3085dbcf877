import Diagnostics
import Geometry

/// A file format that features are written to; what `FeatureWriter` drives.
///
/// Classes, because GDAL's handles and the temporary file have to go away in a fixed order.
protocol FeatureSink: AnyObject {
  func addLayer(_ schema: LayerSchema) throws(TiankanError) -> FeatureWriter.Layer
  func write(_ feature: Feature, fid: Int64, to layer: Int) throws(TiankanError)
  func setStyle(_ style: LayerStyle)
  func finish() throws(TiankanError)
}

/// A layer's default style.
struct LayerStyle {
  var name: String
  var qml: String
  var layer: Int
}

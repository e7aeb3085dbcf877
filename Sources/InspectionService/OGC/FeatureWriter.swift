import Diagnostics
import Geometry
import Imagery
import LedgerStore

/// Writes features in one system.
struct FeatureWriter: ~Copyable {
  private let transform: CoordinateTransform
  private let system: FeatureSystem

  init(_ system: FeatureSystem, _ reader: borrowing DeskReader) throws(TiankanError) {
    self.system = system
    let target: CoordinateReferenceSystem
    if let crs = system.crs {
      target = crs
    } else {
      target = try CoordinateReferenceSystem(parsing: "EPSG:4326")
    }
    transform = try CoordinateTransform(from: reader.ledger.grid.crs, to: target)
  }

  /// A feature of GeoJSON.
  func feature(
    _ id: String, _ outline: MultiPolygon, _ properties: JSONText
  ) throws(TiankanError) -> JSONText {
    let placed = try transform.transformed(outline).oriented()
    return [
      "type": "Feature", "id": .text(id),
      "geometry": GeoJSONText.outline(
        placed, places: system.isGeographic ? GeoJSONText.degrees : GeoJSONText.metres,
        isSwapped: system.isSwapped), "properties": properties,
    ]
  }
}

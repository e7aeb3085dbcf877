/// The datum of longitudes and latitudes in formats that do not state one: KML, GeoJSON, photo positions.
public enum PositionDatum: String, Hashable, Sendable, CaseIterable {
  /// WGS 84, what the formats prescribe.
  case wgs84
  /// CGCS2000, EPSG:4490.
  case cgcs2000
  /// GCJ-02, the shifted positions of Chinese web maps; converted to WGS 84 when read.
  case gcj02
}

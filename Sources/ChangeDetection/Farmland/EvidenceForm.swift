/// Which form of the bare, flooding and water tests the bands of a crop year allowed.
public enum EvidenceForm: String, Hashable, Sendable, Codable, CaseIterable {
  /// With short-wave infrared: BSI, LSWI and MNDWI.
  case shortWave = "short_wave"
  /// Without short-wave infrared: redness and NDWI; no flooding test. Soil, concrete and dry crops look alike.
  case visible
  /// NDVI alone: no flooding and no water test.
  case vegetationOnly = "ndvi_only"
}

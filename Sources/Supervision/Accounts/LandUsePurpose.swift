/// What reclaimed land is for, by its class of the third survey (三调 工作分类): farming, ecology or construction.
public enum LandUsePurpose: String, Hashable, Sendable, CaseIterable {
  case agriculture, ecology, construction

  /// The purpose of a class; nil for classes that serve none of the three (05–10 and 12 as the survey has them), or for none.
  ///
  /// Cropland, orchards, ponds for breeding, ditches, rural roads and facilities are farming; woods, grassland, wetland and other water
  /// are ecology; commerce, industry, housing, public and transport land are construction.
  public init?(landClass code: String?) {
    guard let code, code.count >= 2 else { return nil }
    if ["1104A", "1006", "1107", "1202", "1203"].contains(code) {
      self = .agriculture
      return
    }
    switch code.prefix(2) {
    case "01", "02": self = .agriculture
    case "00", "03", "04", "11": self = .ecology
    case "05", "06", "07", "08", "09", "10", "20": self = .construction
    default: return nil
    }
  }
}

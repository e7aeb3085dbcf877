/// What a report about a land unit is about, and in which layers it looks for it.
public enum ReportUnitKind: String, CaseIterable, Sendable {
  case parcel, project, mine

  /// The layers.
  package var layers: [String] {
    switch self {
    case .parcel: ["cropland"]
    case .project: ["projects", "subprojects"]
    case .mine: ["mines"]
    }
  }

  /// The indices to show.
  var indices: [String] {
    switch self {
    case .parcel: ["ndvi", "bsi", "ndmi"]
    case .project: ["ndvi", "bsi", "cover"]
    case .mine: ["cover", "bare_share", "ndvi"]
    }
  }
}

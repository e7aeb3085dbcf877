import Supervision

/// The collections of OGC API – Features.
enum FeatureCollectionKind: String, CaseIterable, Sendable {
  case clues, projects, parcels, mines

  /// The layer of land units; nil for clues.
  var layer: String? {
    switch self {
    case .clues: nil
    case .projects: "projects"
    case .parcels: "cropland"
    case .mines: "mines"
    }
  }

  var title: String {
    switch self {
    case .clues: "线索 clues"
    case .projects: "项目 projects"
    case .parcels: "耕地图斑 parcels"
    case .mines: "矿山 mines"
    }
  }

  var summary: String {
    switch self {
    case .clues: "Clues of change that a person has to check; findings from space, not judgements."
    case .projects: "Outlines of land-consolidation projects."
    case .parcels: "Outlines of cropland parcels."
    case .mines: "Outlines of mines under rehabilitation."
    }
  }

  /// The properties that filter: their parameters.
  var filters: [RouteParameter] {
    switch self {
    case .clues:
      [
        .query("kind", .list(ClueKind.allCases.map(\.rawValue)), "Kinds of clues."),
        .query(
          "detection_state", .list(DetectionState.allCases.map(\.rawValue)),
          "States of detection."),
        .query(
          "handling_state", .list(HandlingState.allCases.map(\.rawValue)), "States of handling."),
        .query("priority", .list(CluePriority.allCases.map(\.rawValue)), "Priorities."),
        .query("county", .list([]), "Codes of counties."), .query("tile", .list([]), "Tiles."),
      ]
    case .projects, .parcels, .mines:
      [.query("county", .text(12), "The code of a county.")]
    }
  }
}

/// What a layer of land units is for; the raw value is its key under `layers` in the configuration.
public enum LayerRole: String, CaseIterable, Hashable, Sendable {
  /// What is watched; the counties where it is not given.
  case supervised
  /// Counties with their codes (XZQDM).
  case counties
  /// Cropland parcels (DLTB).
  case cropland
  /// Consolidation projects.
  case projects
  /// Parts of projects.
  case subprojects
  /// Mines under rehabilitation.
  case mines
  /// The plan of the mines: which vegetation cover by which day.
  case minePlan = "mine_plan"
  /// What was approved, where and for how long.
  case approvals
  /// The three lines: permanent basic farmland, ecological red line, growth boundary.
  case controlLines = "control_lines"
  /// The cells of the county's management grid (网格), each with a responsible person; they divide the work of batches.
  case gridCells = "grid_cells"
  /// The elevation model.
  case dem
}

extension LayerRole {
  /// The fields that a configuration may name for the layer, and which of them it must.
  var fields: (known: [String], required: [String]) {
    switch self {
    case .supervised, .projects, .subprojects, .mines: (["id", "name"], [])
    case .counties: (["id", "name"], [])
    case .cropland: (["id", "name", "class"], [])
    case .minePlan: (["mine", "date", "cover", "area"], ["mine", "date", "cover"])
    case .approvals: (["id", "name", "kind", "from", "to"], ["kind", "from"])
    case .controlLines: (["id", "name", "kind"], ["kind"])
    case .gridCells: (["id", "name", "responsible"], [])
    case .dem: ([], [])
    }
  }
}

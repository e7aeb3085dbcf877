import Diagnostics
import Geometry
import Imagery

/// How many units each layer has on the grid, and whether so many went since the last run that somebody should look.
///
/// An export that failed looks like land that is no longer there: the clues of its units would be withdrawn, and approvals would
/// count as missing. The counts are kept with the run in the journal; the next run compares.
struct LayerCounts: Sendable {
  /// The units that meet the grid, by layer.
  let counts: [LayerRole: Int]

  /// The layers whose units are polygons.
  private static let roles = LayerRole.allCases.filter { $0 != .minePlan && $0 != .dem }
  private static let prefix = "layer_"

  /// Counts the units of the layers.
  ///
  /// - Parameter outlines: Of each unit of a layer, in the CRS of the grid.
  init(_ outlines: [LayerRole: [MultiPolygon]], on grid: Grid) {
    let area = grid.envelope
    counts = outlines.mapValues { all in all.count { $0.envelope.intersects(area) } }
  }

  /// What the journal keeps.
  var items: [String: Int] {
    Dictionary(uniqueKeysWithValues: counts.map { (Self.prefix + $0.key.rawValue, $0.value) })
  }

  /// Compares with the counts of an earlier run.
  ///
  /// - Parameter earlier: The items of the journal; those of other things are passed over.
  /// - Throws: `.layerShrank` for the first layer that kept fewer than half of its units.
  func check(against earlier: [String: Int], sources: [LayerRole: String]) throws(TiankanError) {
    for role in Self.roles {
      guard let before = earlier[Self.prefix + role.rawValue] else { continue }
      let now = counts[role] ?? 0
      guard now * 2 < before else { continue }
      throw TiankanError(
        .layerShrank,
        "the layer \(role.rawValue) had \(before) units on the grid at the last run and has \(now) now; clues of what is missing would "
          + "be withdrawn. Nothing was changed. Check the file, its CRS and the configuration; where the units are "
          + "really gone, run once with --accept-layer-change",
        subject: sources[role] ?? "layers: \(role.rawValue)")
    }
  }
}

import Diagnostics
import Geometry
import Imagery
import LandUnits

/// What is observed of a tile besides its pixels: its land units, and a ring around each mine.
struct TileTargets: Sendable {
  /// One observed outline: a land unit, or the reference ring of a mine.
  struct Target: Sendable {
    /// The position in the index of land units.
    var unit: Int
    var isRing: Bool
    var role: LayerRole
  }

  private(set) var targets: [Target] = []
  private(set) var outlines: [(layer: String, id: String, outline: MultiPolygon)] = []

  init(_ run: MonitorRun, tile: String) {
    let index = run.units.index
    for role in MonitoredUnits.observedLayers {
      for number in run.units.units(of: role, in: tile) {
        targets.append(Target(unit: number, isRing: false, role: role))
        outlines.append((role.rawValue, index.units[number].id, index.outlines[number]))
      }
    }
    let mines = index.units.indices.filter { index.units[$0].layer == LayerRole.mines.rawValue }
      .map { index.outlines[$0] }
    for number in run.units.units(of: .mines, in: tile) {
      do throws(TiankanError) {
        let ring = try ReferenceRing().around(
          index.outlines[number], mines: mines, excluded: run.disturbed, crs: run.grid.crs)
        if ring.isEmpty { continue }
        targets.append(Target(unit: number, isRing: true, role: .mines))
        outlines.append(("reference_ring", index.units[number].id, ring))
      } catch {
        run.refusals.add(
          Refusal(error, subject: "reference ring of mine \(index.units[number].id)"))
      }
    }
  }
}

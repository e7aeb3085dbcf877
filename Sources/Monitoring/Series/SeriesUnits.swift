import Diagnostics
import Geometry
import Imagery
import LandUnits

/// The land units that a pass observes, with the cells that speak for each.
///
/// Cells are pure ones (covered by half at least after the outline moved half a pixel inwards). A unit without pure cells
/// is observed over all it covers, so that a report can show something; it counts as too small to be judged.
struct SeriesUnits: Sendable {
  struct Unit: Sendable {
    /// The layer and id of the land unit.
    var layer: String
    var id: String
    /// The position among the outlines that were given; those that cannot be burnt are left out.
    var outline: Int
    /// The number of pure pixels.
    var purePixels: Int
  }

  private(set) var units: [Unit] = []
  private(set) var refusals: [Refusal] = []
  let layout: UnitLayout

  /// - Parameters:
  ///   - outlines: Layer, id and outline in the CRS of the grid.
  ///   - grid: The monitored grid.
  init(_ outlines: [(layer: String, id: String, outline: MultiPolygon)], on grid: Grid) {
    var builder = UnitLayoutBuilder(grid: grid)
    for (position, (layer, id, outline)) in outlines.enumerated() {
      do throws(TiankanError) {
        let pure = try UnitCoverage.pure(of: outline, on: grid)
        let cells = pure.isEmpty ? try UnitCoverage(of: outline, on: grid) : pure
        builder.add(cells)
        units.append(
          Unit(layer: layer, id: id, outline: position, purePixels: pure.cellCount))
      } catch {
        refusals.append(Refusal(error, subject: "\(layer) \(id)"))
      }
    }
    layout = builder.layout()
  }
}

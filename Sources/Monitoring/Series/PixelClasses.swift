import Diagnostics
import Geometry
import Imagery
import LandUnits

/// Land units as a class per pixel of a window: a pixel has the class of the unit that holds its centre.
///
/// Of units that overlap the last one counts. Can be asked from several threads at once.
struct PixelClasses: Sendable {
  private let outlines: [MultiPolygon]
  private let classes: [UInt8]
  private let index: SpatialIndex
  private let grid: Grid

  /// - Parameters:
  ///   - outlines: In the CRS of the grid.
  ///   - classes: A number above 0 per outline.
  init(_ outlines: [MultiPolygon], classes: [UInt8], on grid: Grid) {
    self.outlines = outlines
    self.classes = classes
    self.grid = grid
    index = SpatialIndex(outlines.map(\.envelope))
  }

  /// Whether a unit holds the centre of a pixel of the window.
  func hasPixels(in window: Window) -> Bool {
    candidates(in: window).contains { unit in
      // An outline that cannot be burnt was refused when it was loaded.
      !((try? UnitCoverage.centreRuns(of: outlines[unit], on: grid, within: window)) ?? []).isEmpty
    }
  }

  /// Writes the classes of a window's pixels, 0 outside all units.
  func write(_ window: Window, into target: inout Raster<UInt8>) throws(TiankanError) {
    target.reshape(width: window.width, height: window.height)
    var values = target.mutableSamples
    for position in values.indices { values[position] = 0 }
    for unit in candidates(in: window) {
      for run in try UnitCoverage.centreRuns(of: outlines[unit], on: grid, within: window) {
        let first = (Int(run.row) - window.row) * window.width - window.column
        for column in Int(run.start)..<Int(run.end) { values[first + column] = classes[unit] }
      }
    }
  }

  private func candidates(in window: Window) -> [Int] {
    index.query(grid.cropped(to: window).envelope)
  }
}

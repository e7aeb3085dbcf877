import ChangeDetection
import Diagnostics
import Geometry
import Imagery
import Supervision

/// Clear views of plots of the register, measured from the scenes.
struct PlotViews {
  /// A clear view of a plot.
  struct View {
    var date: CalendarDate
    var values: [SpectralIndex: Double]
  }

  /// The dated scenes with what a pixel of them covers on the ground, in square metres.
  private let scenes: [(scene: Scene, date: CalendarDate, pixelArea: Double)]
  private let least: RuleTest?
  private let crs: CoordinateReferenceSystem

  /// Takes the scenes that have a date, up to a day.
  init(
    _ scenes: [Scene], until day: CalendarDate, crs: CoordinateReferenceSystem,
    library: RuleLibrary
  ) throws(TiankanError) {
    var dated: [(Scene, CalendarDate, Double)] = []
    for scene in scenes {
      guard let date = scene.acquisition.sensed?.date, date <= day,
        let grid = scene.adoptingNarrowInfrared.grid(for: [.red, .nir])
      else { continue }
      let pixel = try GroundResolution(of: grid)
      dated.append((scene, date, pixel.width * pixel.height))
    }
    self.scenes = dated.sorted { $0.1 < $1.1 }
    least = library.proposed("plot-pixels")?.rule.test
    self.crs = crs
  }

  /// The views of a plot by date; nil where it is too small for every scene.
  ///
  /// - Complexity: two windows of each scene.
  func views(
    of plot: RegisterRecord, _ indices: [SpectralIndex]
  ) throws(TiankanError) -> [View]? {
    guard let outline = plot.outline, let area = plot.gross else { return nil }
    let usable = scenes.filter {
      least?.holds(.number(area.squareMetres / $0.pixelArea)) ?? true
    }
    guard scenes.isEmpty || !usable.isEmpty else { return nil }
    let sightings = try PlaceSeries.read(
      ReportPlace(outline: outline, crs: crs), from: usable.map(\.scene), indices: indices)
    return sightings.compactMap { sighting in
      let values = sighting.values.mapValues(\.median)
      return indices.allSatisfy { values[$0] != nil }
        ? View(date: usable[sighting.position].date, values: values) : nil
    }
  }
}

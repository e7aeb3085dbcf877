import ChangeDetection
import Diagnostics
import Imagery

/// Measures how much of a place's picture scenes show, reading their quality.
struct ClearViews {
  let place: ReportPlace
  /// How many scenes have been read.
  private(set) var count = 0

  init(place: ReportPlace) { self.place = place }

  /// The share that is clear; nil for a scene without a quality layer, whose data may be cloud.
  mutating func clearShare(of scene: Scene) throws(TiankanError) -> Double? {
    let scene = scene.adoptingNarrowInfrared
    guard let role = [BandRole.red, .nir, .green].first(where: { scene.roles.contains($0) }),
      let sceneGrid = scene.grid(for: [role])
    else { return 0 }
    count += 1
    do throws(TiankanError) {
      let grid = try PlacePictures.excerpt(place, of: sceneGrid).grid.coarsened(toAtMost: 128)
      var reader = PlaceReader()
      let view = try reader.view(of: scene, roles: [role], on: grid)
      return view.counts.usableShare
    } catch  where error.code == .noOverlap || error.isUnreadable {
      return 0
    }
  }
}

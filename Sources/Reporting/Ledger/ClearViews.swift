import ChangeDetection
import Diagnostics
import Imagery

/// Measures how much of a place's picture scenes show, reading their quality, and how hazy they are.
struct ClearViews: ~Copyable {
  private var places: LocalPlaces
  private var reader = PlaceReader()
  /// How many scenes have been read.
  private(set) var count = 0

  init(place: ReportPlace) { places = LocalPlaces(place) }

  /// Looks at a scene; without a quality layer what counts as clear may be cloud.
  mutating func look(at scene: Scene) throws(TiankanError) -> PictureChoice.View {
    let scene = scene.adoptingNarrowInfrared
    let tellsHaze = scene.isCalibrated && scene.roles.isSuperset(of: [.blue, .red])
    let one = [BandRole.red, .nir, .green].first { scene.roles.contains($0) }
    let roles = tellsHaze ? [.blue, .red] : one.map { [$0] } ?? []
    guard !roles.isEmpty, let sceneGrid = scene.grid(for: roles) else {
      return PictureChoice.View(clearShare: 0)
    }
    count += 1
    do throws(TiankanError) {
      let local = try places.place(in: sceneGrid.crs)
      let grid = try PlacePictures.excerpt(local, of: sceneGrid).grid.coarsened(toAtMost: 128)
      let view = try reader.view(of: scene, roles: roles, on: grid)
      return PictureChoice.View(
        clearShare: view.counts.usableShare, haze: tellsHaze ? Self.haze(of: view) : nil)
    } catch  where error.code == .noOverlap || error.isUnreadable {
      return PictureChoice.View(clearShare: 0)
    }
  }

  /// The median of blue − 0.5 · red over the clear pixels, in reflectance; nil without one.
  ///
  /// The haze-optimised transform of Zhang et al. (2002, doi:10.1016/S0034-4257(02)00034-2) with the slope of Zhu and Woodcock
  /// (2012, doi:10.1016/j.rse.2011.10.028): over soil and plants it hardly varies, and haze raises blue most.
  static func haze(of view: borrowing PlaceView) -> Double? {
    let blue = view.stack.plane(.blue)
    let red = view.stack.plane(.red)
    let usable = view.usable.samples
    let scalings = (view.stack.scaling(of: .blue), view.stack.scaling(of: .red))
    var values: [Double] = []
    values.reserveCapacity(usable.count)
    for position in usable.indices where usable[position] == 1 {
      values.append(
        scalings.0.reflectance(Double(blue[position])) - 0.5
          * scalings.1.reflectance(Double(red[position])))
    }
    guard !values.isEmpty else { return nil }
    values.sort()
    return values[values.count / 2]
  }
}

public import ChangeDetection
public import Diagnostics
import GeoIO
import Geometry
public import Imagery

/// Draws the pairs of pictures of a place: colours, and an index.
public enum PlacePictures {
  /// The largest width or height that is read, in pixels.
  private static let largestImage = 640
  private static let composites: [CompositeBands] = [.trueColor, .shortWave, .colorInfrared]

  /// Draws a place at two dates on the grid of the later scene.
  ///
  /// - Parameter index: The index of the second pair; left out where the scenes lack its bands.
  /// - Returns: The pictures that the scenes have bands for; none where they share no three bands.
  /// - Complexity: memory for some images of at most 640 × 640 pixels; time for reading the place of two scenes.
  public static func draw(
    _ place: ReportPlace, before: Scene, after: Scene, index: SpectralIndex = .ndvi
  ) throws(TiankanError) -> [ReportPicture] {
    let before = before.adoptingNarrowInfrared
    let after = after.adoptingNarrowInfrared
    let shared = before.roles.intersection(after.roles)
    let composite = composites.first { shared.isSuperset(of: $0.roles) }
    let hasIndex = shared.isSuperset(of: index.requiredRoles)
    let roles = Set((composite?.roles ?? []) + (hasIndex ? index.requiredRoles : [])).sorted()
    guard !roles.isEmpty, let sceneGrid = after.grid(for: roles) else { return [] }
    let (grid, local) = try excerpt(place, of: sceneGrid)
    let first = try SceneImage.stack(of: before, roles: roles, on: grid)
    let second = try SceneImage.stack(of: after, roles: roles, on: grid)
    let resolution = try GroundResolution(of: grid)
    var pictures: [ReportPicture] = []
    if let composite {
      let stretch = try ColorStretch(before: first, after: second, bands: composite)
      let content: ReportPicture.Content =
        composite == .trueColor ? .trueColor : .falseColor(composite.roles.map(\.rawValue))
      pictures.append(
        try pair(
          ColorComposite(first, bands: composite, stretch: stretch),
          ColorComposite(second, bands: composite, stretch: stretch), content: content,
          grid: grid, resolution: resolution, place: local))
    }
    if hasIndex {
      let images = try IndexImages(index, before: first, after: second)
      let term = try ReportTerms.load().term(.indices, index.rawValue)
      let content = ReportPicture.Content.index(term, lower: images.lower, upper: images.upper)
      pictures.append(
        try pair(
          images.image(.before), images.image(.after), content: content, grid: grid,
          resolution: resolution, place: local))
    }
    return pictures
  }

  /// The grid around a place: the subject with three quarters of its size on every side, at least 24 pixels, and the
  /// place in its CRS.
  static func excerpt(
    _ place: ReportPlace, of sceneGrid: Grid
  ) throws(TiankanError) -> (grid: Grid, place: ReportPlace) {
    let local = try place.transformed(to: sceneGrid.crs)
    let box = local.envelope
    let window = sceneGrid.window(fromX: box.minX, y: box.minY, toX: box.maxX, y: box.maxY)
    guard !window.isEmpty else {
      throw TiankanError(.noOverlap, "the scene does not show the place", subject: "\(box)")
    }
    let isWhole = window.width * 2 > sceneGrid.columns && window.height * 2 > sceneGrid.rows
    let margin = isWhole ? 0 : max(24, max(window.width, window.height) * 3 / 4)
    let part = window.expanded(by: margin).intersection(sceneGrid.window)
    return (sceneGrid.cropped(to: part).coarsened(toAtMost: largestImage), local)
  }

  private static func pair(
    _ before: consuming ColorComposite, _ after: consuming ColorComposite,
    content: ReportPicture.Content, grid: Grid, resolution: GroundResolution, place: ReportPlace
  ) throws(TiankanError) -> ReportPicture {
    let clues = (place.outline.map { [$0] } ?? []) + place.others
    let picture = BeforeAfterPicture(
      before: before, after: after, grid: grid, resolution: resolution,
      content: .init(
        title: "", before: .init(scene: "", date: nil), after: .init(scene: "", date: nil),
        method: nil, bands: .trueColor),
      clues: clues, boundaries: place.boundaries)
    let panels = try picture.panels()
    return ReportPicture(
      content: content, before: panels.before, after: panels.after, showsClue: !clues.isEmpty,
      showsBoundaries: !place.boundaries.isEmpty, map: picture.map())
  }
}

extension ReportPlace {
  /// The place in another CRS.
  func transformed(to target: CoordinateReferenceSystem) throws(TiankanError) -> ReportPlace {
    // Scenes of one archive share a CRS or two, and even to see that two are the same one takes reading both.
    if crs == target { return self }
    let transform = try CoordinateTransform(from: crs, to: target)
    var place = self
    place.crs = target
    if let outline { place.outline = try transform.transformed(outline) }
    place.boundaries = try boundaries.map { (part) throws(TiankanError) in
      try transform.transformed(part)
    }
    place.others = try others.map { (part) throws(TiankanError) in
      try transform.transformed(part)
    }
    return place
  }
}

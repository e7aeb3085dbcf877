import ChangeDetection
public import Diagnostics
import Geometry
public import Imagery

/// Pictures of one place at several dates in one stretch, so that a difference between two is a difference on the ground.
///
/// Drawn as one PNG file (`strip`), as an animation (`timeLapse`), or each by itself. Memory is that of all dates at the picture's
/// size: 12 bytes per pixel and date while they are read, 4 afterwards.
public struct PlaceFrames: Sendable {
  /// A scene to show, and what is written under it.
  public struct Source: Sendable {
    /// The scene.
    public var scene: Scene
    /// The share of the place that is clear, 0 to 1; nil where unknown.
    public var clearShare: Double?

    /// Creates a source.
    public init(scene: Scene, clearShare: Double? = nil) {
      self.scene = scene
      self.clearShare = clearShare
    }
  }

  /// One date.
  struct Frame: Sendable {
    var date: CalendarDate?
    var name: String
    var clearShare: Double?
    /// `0xAARRGGBB`, row after row; 0 is no data.
    var pixels: [UInt32]
  }

  /// The largest width or height that is read for one of several dates.
  private static let largestImage = 400

  let grid: Grid
  let resolution: GroundResolution
  let content: FrameContent
  /// The values at the ends of the ramp; nil for colours.
  let range: ClosedRange<Double>?
  let frames: [Frame]
  /// Outlines in pixels.
  let clues: [[Point]]
  let boundaries: [[Point]]

  /// Reads a place at some dates, on the grid of the last of them.
  ///
  /// - Parameters:
  ///   - place: The place; nil for the whole of the last scene.
  ///   - sources: The scenes by ascending date; those that lack the bands or do not show the place are left out.
  ///   - size: The largest width or height in pixels; nil for what serves small pictures.
  ///   - compared: Scenes that are not shown, but whose values count for the stretch.
  /// - Throws: `.missingBand` where no scene has the bands, `.noOverlap` where none shows the place, errors of reading.
  public init(
    of place: ReportPlace?, sources: [Source], content: FrameContent, size: Int? = nil,
    compared: [Scene] = []
  ) throws(TiankanError) {
    let roles = content.roles
    let usable = sources.map { source in
      var source = source
      source.scene = source.scene.adoptingNarrowInfrared
      return source
    }.filter { $0.scene.roles.isSuperset(of: roles) }
    guard let last = usable.last, let sceneGrid = last.scene.grid(for: roles) else {
      throw TiankanError(
        .missingBand,
        "no scene has the bands \(roles.map(\.rawValue).joined(separator: ", ")) that the picture needs",
        subject: sources.last?.scene.name)
    }
    var local: ReportPlace?
    var grid = sceneGrid
    if let place {
      let excerpt = try PlacePictures.excerpt(place, of: sceneGrid)
      local = excerpt.place
      grid = excerpt.grid
    }
    grid = grid.coarsened(toAtMost: size ?? Self.largestImage)
    var shown: [(source: Source, bands: FrameBands)] = []
    for source in usable {
      do throws(TiankanError) {
        let stack = try SceneImage.stack(of: source.scene, roles: roles, on: grid)
        shown.append((source, FrameBands(stack)))
      } catch  where error.code == .noOverlap || error.code == .empty {
        continue
      }
    }
    guard !shown.isEmpty else {
      throw TiankanError(.noOverlap, "no scene shows the place", subject: last.scene.name)
    }
    var counted = shown.map(\.bands)
    for scene in compared {
      counted.append(
        FrameBands(
          try SceneImage.stack(of: scene.adoptingNarrowInfrared, roles: roles, on: grid)))
    }
    let images = try Self.images(shown.map(\.bands), counted: counted, content: content)
    self.grid = grid
    self.content = content
    resolution = try GroundResolution(of: grid)
    range = images.range
    frames = zip(shown, images.pixels).map { entry, pixels in
      Frame(
        date: entry.source.scene.acquisition.sensed?.date, name: entry.source.scene.name,
        clearShare: entry.source.clearShare, pixels: pixels)
    }
    clues = Self.lines((local?.outline.map { [$0] } ?? []) + (local?.others ?? []), on: grid)
    boundaries = Self.lines(local?.boundaries ?? [], on: grid)
  }

  private static func images(
    _ shown: [FrameBands], counted: [FrameBands], content: FrameContent
  ) throws(TiankanError) -> (pixels: [[UInt32]], range: ClosedRange<Double>?) {
    switch content {
    case .colors(let bands):
      let stretch = try ColorStretch(of: counted, bands: bands)
      return (
        shown.map { Self.array(ColorComposite($0.stack, bands: bands, stretch: stretch)) }, nil
      )
    case .index(let index, let stated):
      var counts = IndexCounts()
      for frame in counted { counts.add(IndexImages.values(index, of: frame.stack)) }
      guard let range = stated ?? counts.range else {
        throw TiankanError(.empty, "the index has no value at any date", subject: index.rawValue)
      }
      return (
        shown.map {
          Self.array(IndexImages.colored(IndexImages.values(index, of: $0.stack), in: range))
        }, range
      )
    }
  }

  private static func array(_ image: borrowing ColorComposite) -> [UInt32] {
    let samples = image.pixels.samples
    return Array(capacity: samples.count) { output in
      for position in samples.indices { output.append(samples[position]) }
    }
  }

  /// Outlines in pixels from the upper left corner, cut at some distance from the picture.
  private static func lines(_ outlines: [MultiPolygon], on grid: Grid) -> [[Point]] {
    let visible = Rectangle(
      x: 0, y: 0, width: Double(grid.columns), height: Double(grid.rows)
    ).expanded(by: 16)
    return outlines.flatMap(\.polygons).flatMap(\.rings).flatMap { ring in
      clip(
        ring: ring.coordinates.map { coordinate in
          Point(
            x: (coordinate.x - grid.originX) / grid.pixelWidth,
            y: (grid.originY - coordinate.y) / grid.pixelHeight)
        }, to: visible)
    }
  }
}

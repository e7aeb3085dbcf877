public import ChangeDetection
public import Diagnostics
import Geometry
public import Imagery

/// Indices of a place measured from the scenes themselves: for clues whose series the ledger does not keep.
///
/// Each scene is read over the place only. Scenes that show less than a third of it give no value, but say why.
public struct PlaceSeries: Sendable {
  /// What one scene showed.
  public struct Sighting: Sendable {
    /// The scene's position in the given list.
    public var position: Int
    /// The share of the place's pixels that are clear, 0 to 1.
    public var clearShare: Double
    /// Whether most of what is hidden is hidden by cloud, shadow or snow, not by missing data.
    public var isCloudy: Bool
    /// Whether the scene's files could be read.
    public var isReadable = true
    /// The median and quartiles of each index, where there is one.
    public var values: [SpectralIndex: (lower: Double, median: Double, upper: Double)]
  }

  /// The share of a place that a scene must show to give a value.
  public static let leastClearShare = 1.0 / 3

  /// Reads the place in every scene; one whose files cannot be read is marked, and the others go on.
  ///
  /// - Complexity: a window of each scene's quality layer, and of its bands where that leaves enough; memory for the place's pixels at the resolution of the scenes, at most
  ///   256 × 256.
  public static func read(
    _ place: ReportPlace, from scenes: [Scene], indices: [SpectralIndex]
  ) throws(TiankanError) -> [Sighting] {
    var reader = PlaceReader()
    var places = LocalPlaces(place)
    var result: [Sighting] = []
    for (position, scene) in scenes.enumerated() {
      do throws(TiankanError) {
        let sighting = try look(
          at: &places, in: scene.adoptingNarrowInfrared, position: position, indices: indices,
          reader: &reader)
        if let sighting { result.append(sighting) }
      } catch  where error.isUnreadable {
        result.append(
          Sighting(
            position: position, clearShare: 0, isCloudy: false, isReadable: false, values: [:]))
      }
    }
    return result
  }

  /// What one scene shows; nil where it has the bands of no index.
  private static func look(
    at places: inout LocalPlaces, in scene: Scene, position: Int, indices: [SpectralIndex],
    reader: inout PlaceReader
  ) throws(TiankanError) -> Sighting? {
    let usable = indices.filter {
      scene.roles.isSuperset(of: $0.requiredRoles)
        && (scene.isCalibrated || !($0.needsReflectance || $0 == .fvc))
    }
    let roles = Set(usable.flatMap(\.requiredRoles)).sorted()
    guard !roles.isEmpty, let sceneGrid = scene.grid(for: roles) else { return nil }
    let local = try places.place(in: sceneGrid.crs)
    let box = local.envelope
    let window = sceneGrid.window(fromX: box.minX, y: box.minY, toX: box.maxX, y: box.maxY)
    guard !window.isEmpty else {
      return Sighting(position: position, clearShare: 0, isCloudy: false, values: [:])
    }
    let grid = sceneGrid.cropped(to: window).coarsened(toAtMost: 256)
    let pixels = pixelPositions(inside: local.subject, on: grid)
    let quality = try reader.quality(of: scene, on: grid)
    let share = clearShare(quality.usable, of: pixels)
    // Most dates of most places are hidden: their bands need not be read to say so.
    guard share >= leastClearShare else {
      return Sighting(
        position: position, clearShare: share, isCloudy: isCloudy(quality.counts), values: [:])
    }
    let view = try reader.view(of: scene, roles: roles, on: grid, quality: quality)
    return sighting(position, view: view, pixels: pixels, indices: usable)
  }

  private static func isCloudy(_ counts: QualityCounts) -> Bool {
    counts.cloud + counts.shadow + counts.other > counts.noData
  }

  private static func clearShare(_ usable: borrowing Raster<UInt8>, of pixels: [Int]) -> Double {
    let samples = usable.samples
    return pixels.isEmpty
      ? 0 : Double(pixels.count { samples[$0] == 1 }) / Double(pixels.count)
  }

  private static func sighting(
    _ position: Int, view: borrowing PlaceView, pixels: [Int], indices: [SpectralIndex]
  ) -> Sighting {
    let clear = clearPixels(view, among: pixels)
    let share = clearShare(view.usable, of: pixels)
    var sighting = Sighting(
      position: position, clearShare: share, isCloudy: isCloudy(view.counts), values: [:])
    guard share >= leastClearShare else { return sighting }
    var values = Raster<Int16>(width: view.stack.width, height: view.stack.height)
    for index in indices {
      var samples = values.mutableSamples
      computeIndex(index, from: view.stack, into: &samples)
      sighting.values[index] = summary(of: values, at: clear)
    }
    return sighting
  }

  private static func clearPixels(_ view: borrowing PlaceView, among pixels: [Int]) -> [Int] {
    let usable = view.usable.samples
    return pixels.filter { usable[$0] == 1 }
  }

  private static func summary(
    of values: borrowing Raster<Int16>, at pixels: [Int]
  ) -> (lower: Double, median: Double, upper: Double)? {
    let samples = values.samples
    let sorted = pixels.map { samples[$0] }.filter { $0 != IndexValue.noData }.sorted()
    guard !sorted.isEmpty else { return nil }
    /// The quantile between the two nearest ranks, as most programs compute it (type 7 of Hyndman and Fan 1996).
    func quantile(_ share: Double) -> Double {
      let rank = share * Double(sorted.count - 1)
      let low = Int(rank)
      let high = min(low + 1, sorted.count - 1)
      let fraction = rank - Double(low)
      let value = Double(sorted[low]) + (Double(sorted[high]) - Double(sorted[low])) * fraction
      return value / IndexValue.scale
    }
    return (quantile(0.25), quantile(0.5), quantile(0.75))
  }
}

public import Diagnostics
import Foundation
public import Geometry
public import Imagery

/// How cropland lies together (连片度) in a region: metrics of its patches, to be compared before and after consolidation.
///
/// Field and region level of Zhang et al. 2017 (农业机械学报), formulas of FRAGSTATS (McGarigal and Marks 1995). Perimeters are measured in the
/// plane of a projected CRS, areas on the ellipsoid.
public struct Fragmentation: Hashable, Sendable {
  /// How much of the cropland lies in blocks from a size on.
  public struct Contiguity: Hashable, Sendable {
    /// The smallest block that counts, in square metres.
    public var smallestBlock: Double
    /// The blocks that count.
    public var blocks: Int
    /// The share of the cropland in them, 0 to 1.
    public var share: Double
  }

  /// Patches.
  public let patches: Int
  /// Their area in square metres.
  public let squareMetres: Double
  /// Patches per square kilometre of cropland (田块密度).
  public let density: Double
  /// The mean area of a patch in square metres (平均田块面积).
  public let meanPatch: Double
  /// The largest patch, in percent of the cropland (最大田块指数).
  public let largestPatchIndex: Double
  /// 0.25 Σp / √A (景观形状指数).
  public let landscapeShapeIndex: Double
  /// The mean shape index, weighted by area.
  public let meanShapeIndex: Double
  /// The mean fractal dimension, weighted by area (周长面积分维数).
  public let meanFractalDimension: Double
  /// The mean compactness, weighted by area (紧致性).
  public let meanCompactness: Double
  /// The mean rectangularity, weighted by area (规整度).
  public let meanRectangularity: Double
  /// The share in blocks, smallest block first.
  public let contiguity: [Contiguity]

  /// Measures patches.
  ///
  /// - Parameters:
  ///   - patches: The outlines; each part is a patch. They do not overlap.
  ///   - crs: Their CRS, projected.
  ///   - gap: Patches that are at most so many metres apart are one block: a ridge, a path.
  ///   - smallestBlocks: Sizes of blocks in square metres, ascending.
  /// - Throws: `.unsuitableCRS` for longitude and latitude, and for Web Mercator; `.empty` without patches; `.invalidGeometry`.
  /// - Complexity: O(n log n) overlays for the blocks.
  public init(
    _ patches: [MultiPolygon], crs: CoordinateReferenceSystem, gap: Double,
    smallestBlocks: [Double]
  ) throws(TiankanError) {
    guard let unit = crs.projectedUnitInMetres else {
      throw TiankanError(
        .unsuitableCRS, "perimeters are measured in a plane; give the layer in a projected CRS",
        subject: crs.description)
    }
    let measure = try EllipsoidalArea(in: crs)
    let parts = patches.flatMap(\.polygons)
    guard !parts.isEmpty else { throw TiankanError(.empty, "there is no patch to measure") }
    var shapes: [PatchShape] = []
    for part in parts {
      shapes.append(try PatchShape(part, measure: measure, metresPerUnit: unit))
    }
    let whole = shapes.reduce(0) { $0 + $1.squareMetres }
    func mean(_ value: (PatchShape) -> Double) -> Double {
      shapes.reduce(0) { $0 + value($1) * $1.squareMetres } / whole
    }
    self.patches = parts.count
    squareMetres = whole
    density = Double(parts.count) / whole * 1e6
    meanPatch = whole / Double(parts.count)
    largestPatchIndex = (shapes.map(\.squareMetres).max() ?? 0) / whole * 100
    landscapeShapeIndex = 0.25 * shapes.reduce(0) { $0 + $1.perimeter } / whole.squareRoot()
    meanShapeIndex = mean(\.shapeIndex)
    meanFractalDimension = mean(\.fractalDimension)
    meanCompactness = mean(\.compactness)
    meanRectangularity = mean(\.rectangularity)
    let blocks = try Self.blocks(parts, shapes, gap: gap / unit)
    contiguity = smallestBlocks.map { size in
      let large = blocks.filter { $0 >= size }
      return Contiguity(
        smallestBlock: size, blocks: large.count, share: large.reduce(0, +) / whole)
    }
  }

  /// The areas of blocks: patches whose neighbourhoods of half a gap meet.
  private static func blocks(
    _ parts: [Polygon], _ shapes: [PatchShape], gap: Double
  ) throws(TiankanError) -> [Double] {
    var grown: [MultiPolygon] = []
    for part in parts {
      let one = MultiPolygon([part])
      grown.append(gap > 0 ? try one.buffered(by: gap / 2) : one)
    }
    let joined = try MultiPolygon.union(grown).polygons
    let index = SpatialIndex(joined.map(\.envelope))
    var areas = [Double](repeating: 0, count: joined.count)
    for (part, shape) in zip(parts, shapes) {
      let place = try MultiPolygon([part]).pointOnSurface()
      let window = Envelope(minX: place.x, minY: place.y, maxX: place.x, maxY: place.y)
      guard
        let block = index.query(window).first(where: {
          MultiPolygon([joined[$0]]).contains(place)
        })
      else { continue }
      areas[block] += shape.squareMetres
    }
    return areas
  }
}

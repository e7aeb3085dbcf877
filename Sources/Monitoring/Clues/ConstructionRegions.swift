import ChangeDetection
import Diagnostics
import Imagery
import Synchronization

/// Joins pixels of all tiles to regions, across the cores.
///
/// Pixels that have come at least to provisional form regions of their own; pixels with a single hit form others, so that a stray
/// hit never joins two sites or adds to an area. Regions come in the order of their last row, then of their anchor.
struct ConstructionRegions {
  /// The height of the strips that are read.
  private static let stripHeight = 256

  /// Forms the regions of at least `minimumPixels`.
  static func regions(
    of planes: borrowing PlaneMosaic, extent: Window, minimumPixels: Int
  ) throws(TiankanError) -> [ConstructionRegion] {
    guard !extent.isEmpty else { return [] }
    var regions: [ConstructionRegion] = []
    var lasting = RegionBuilder(
      width: extent.endColumn, evidenceCount: 0, minimumPixels: minimumPixels)
    var single = RegionBuilder(
      width: extent.endColumn, evidenceCount: 0, minimumPixels: minimumPixels)
    var status = Raster<UInt8>(width: 0, height: 0)
    var line = Raster<UInt8>(width: extent.endColumn, height: 1)
    var found: [Region] = []
    func keep(_ emission: RegionBuilder.Emission) {
      if case .region(let region) = emission { found.append(region) }
    }
    for top in stride(from: extent.row, to: extent.endRow, by: stripHeight) {
      let strip = Window(
        column: 0, row: top, width: extent.endColumn,
        height: min(stripHeight, extent.endRow - top))
      try planes.readStatus(strip, into: &status)
      for row in 0..<strip.height {
        mark(status, row: row, in: &line) {
          $0 == ConstructionStatus.provisional || $0 == ConstructionStatus.confirmed
            || $0 == ConstructionStatus.ended
        }
        lasting.append(row: top + row, state: line.samples) { keep($0) }
        mark(status, row: row, in: &line) { $0 == ConstructionStatus.first }
        single.append(row: top + row, state: line.samples) { keep($0) }
      }
      for region in found {
        regions.append(
          try ConstructionRegion(region.runs, planes: planes, minimumPixels: minimumPixels))
      }
      found.removeAll()
    }
    lasting.finish { keep($0) }
    single.finish { keep($0) }
    for region in found {
      regions.append(
        try ConstructionRegion(region.runs, planes: planes, minimumPixels: minimumPixels))
    }
    return regions
  }

  private static func mark(
    _ status: borrowing Raster<UInt8>, row: Int, in line: inout Raster<UInt8>,
    where isMarked: (UInt8) -> Bool
  ) {
    let source = status.samples
    var target = line.mutableSamples
    let start = row * status.width
    for column in target.indices {
      target[column] = isMarked(source[start + column]) ? PixelState.changed : PixelState.unchanged
    }
  }
}

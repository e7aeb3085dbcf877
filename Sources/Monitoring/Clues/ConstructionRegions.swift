import ChangeDetection
import Diagnostics
import Imagery

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
        lasting.append(row: top + row, state: line.samples)
        mark(status, row: row, in: &line) { $0 == ConstructionStatus.first }
        single.append(row: top + row, state: line.samples)
      }
      try take(&lasting, planes, minimumPixels, into: &regions)
      try take(&single, planes, minimumPixels, into: &regions)
    }
    lasting.finish()
    single.finish()
    try take(&lasting, planes, minimumPixels, into: &regions)
    try take(&single, planes, minimumPixels, into: &regions)
    return regions
  }

  private static func take(
    _ builder: inout RegionBuilder, _ planes: borrowing PlaneMosaic, _ minimumPixels: Int,
    into regions: inout [ConstructionRegion]
  ) throws(TiankanError) {
    while let emission = builder.next() {
      guard case .region(let region) = emission else { continue }
      regions.append(
        try ConstructionRegion(region.runs, planes: planes, minimumPixels: minimumPixels))
    }
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

import ChangeDetection
import Diagnostics
import GeoIO
import Imagery

/// One worker that makes index rasters: the open files of the scene and the memory for one block.
struct IndexWorker: ~Copyable {
  /// What is left of a block when its tiles are written.
  struct Product: Sendable {
    var window: Window
    /// Per index, the parts of overviews that fill no tile.
    var parts: [[CloudRasterPart]]
    var counts: QualityCounts
    /// Whether the quality layer hides the block, so that no band of it was decoded.
    var isHidden: Bool
  }

  private let indices: [SpectralIndex]
  private let parameters: IndexParameters
  private let files: [CloudRaster]
  private var blocks: SceneBlocks
  private var encoder: CloudRasterEncoder
  /// The indices of the block, one plane after another.
  private var planes = Raster<Int16>(width: 0, height: 0)

  /// - Parameter files: One per index, all of the same size and compression.
  init(
    indices: [SpectralIndex], parameters: IndexParameters, files: [CloudRaster],
    plan: BlockPlan, blocks: consuming SceneBlocks
  ) throws(TiankanError) {
    precondition(!files.isEmpty && files.count == indices.count, "one file per index")
    encoder = try files[0].makeEncoder(
      windowSize: (columns: plan.blockWidth, rows: plan.blockHeight))
    self.indices = indices
    self.parameters = parameters
    self.files = files
    self.blocks = blocks
  }

  /// Computes every index of a window and writes its tiles.
  mutating func compute(_ window: Window) throws(TiankanError) -> Product {
    try blocks.open(window)
    planes.reshape(width: window.width, height: window.height * indices.count)
    var isHidden = true
    for rows in SceneBlocks.steps(of: window) {
      let start = (rows.lowerBound - window.row) * window.width
      let range = start..<start + rows.count * window.width
      let isShown = try blocks.load(rows, counted: rows)
      isHidden = isHidden && !isShown
      for (position, index) in indices.enumerated() {
        let shift = position * window.pixelCount
        let target = range.lowerBound + shift..<range.upperBound + shift
        if isShown {
          computePlane(index, from: blocks, parameters: parameters, into: &planes, target)
        } else {
          clearPlane(&planes, target)
        }
      }
    }
    var parts: [[CloudRasterPart]] = []
    for (position, file) in files.enumerated() {
      let range = position * window.pixelCount..<(position + 1) * window.pixelCount
      parts.append(try encodeTiles(of: planes, range, window: window, into: file, with: &encoder))
    }
    return Product(window: window, parts: parts, counts: blocks.counts, isHidden: isHidden)
  }
}

private func computePlane(
  _ index: SpectralIndex, from blocks: borrowing SceneBlocks, parameters: IndexParameters,
  into planes: inout Raster<Int16>, _ range: Range<Int>
) {
  var plane = planes.mutableSamples(in: range)
  computeIndex(index, from: blocks.stack, parameters: parameters, into: &plane)
  hide(blocks.usable.samples, in: &plane)
}

private func clearPlane(_ planes: inout Raster<Int16>, _ range: Range<Int>) {
  var plane = planes.mutableSamples(in: range)
  for position in plane.indices { plane[position] = IndexValue.noData }
}

private func encodeTiles(
  of planes: borrowing Raster<Int16>, _ range: Range<Int>, window: Window, into file: CloudRaster,
  with encoder: inout CloudRasterEncoder
) throws(TiankanError) -> [CloudRasterPart] {
  try encoder.encode(planes.samples.extracting(range), window: window, into: file)
}

/// Makes the pixels that are not usable no data.
private func hide(_ usable: Span<UInt8>, in plane: inout MutableSpan<Int16>) {
  let count = plane.count
  precondition(usable.count == count, "one mask value per pixel")
  for position in 0..<count {
    let value = plane[position]
    plane[position] = usable[position] == 0 ? IndexValue.noData : value
  }
}

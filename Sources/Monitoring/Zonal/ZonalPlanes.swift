import ChangeDetection
import Diagnostics
import Imagery

/// The indices of a block of the scene, computed into memory that is kept for the next block.
struct ZonalPlanes: ~Copyable {
  private let indices: [SpectralIndex]
  private let parameters: IndexParameters
  private var blocks: SceneBlocks
  private var planes = Raster<Int16>(width: 0, height: 0)

  init(indices: [SpectralIndex], parameters: IndexParameters, blocks: consuming SceneBlocks) {
    self.indices = indices
    self.parameters = parameters
    self.blocks = blocks
  }

  /// Reads a window and computes every index of it; pixels that the quality layer forbids are no data.
  mutating func load(_ window: Window) throws(TiankanError) {
    try blocks.open(window)
    planes.reshape(width: window.width, height: window.height * indices.count)
    for rows in SceneBlocks.steps(of: window) {
      let first = (rows.lowerBound - window.row) * window.width
      let isShown = try blocks.load(rows, counted: rows)
      for (position, index) in indices.enumerated() {
        let start = position * window.pixelCount + first
        let range = start..<start + rows.count * window.width
        if isShown {
          compute(index, from: blocks, parameters, into: &planes, range)
        } else {
          clear(&planes, range)
        }
      }
    }
  }

  /// The indices of the window loaded last, one plane after another.
  var samples: Span<Int16> {
    @_lifetime(borrow self)
    borrowing get { planes.samples }
  }
}

/// Computes one index of the rows loaded last into its part of the planes.
private func compute(
  _ index: SpectralIndex, from blocks: borrowing SceneBlocks, _ parameters: IndexParameters,
  into planes: inout Raster<Int16>, _ range: Range<Int>
) {
  var plane = planes.mutableSamples(in: range)
  computeIndex(index, from: blocks.stack, parameters: parameters, into: &plane)
  hide(blocks.usable.samples, in: &plane)
}

/// Makes rows that the quality layer hides no data.
private func clear(_ planes: inout Raster<Int16>, _ range: Range<Int>) {
  var plane = planes.mutableSamples(in: range)
  for position in plane.indices { plane[position] = IndexValue.noData }
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

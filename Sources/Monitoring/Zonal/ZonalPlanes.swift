import ChangeDetection
import Diagnostics
import Imagery

/// The indices of a block of the scene, computed into memory that is kept for the next block.
struct ZonalPlanes: ~Copyable {
  private let indices: [SpectralIndex]
  private let parameters: IndexParameters
  private var blocks: SceneBlocks
  private var usable = Raster<UInt8>(width: 0, height: 0)
  private var planes = Raster<Int16>(width: 0, height: 0)

  init(indices: [SpectralIndex], parameters: IndexParameters, blocks: consuming SceneBlocks) {
    self.indices = indices
    self.parameters = parameters
    self.blocks = blocks
  }

  /// Reads a window and computes every index of it; pixels that the quality layer forbids are no data.
  mutating func load(_ window: Window) throws(TiankanError) {
    usable.reshape(width: window.width, height: window.height)
    do {
      var view = usable.mutableSamples
      for position in view.indices { view[position] = 1 }
    }
    _ = try blocks.load(window, usable: &usable)
    planes.reshape(width: window.width, height: window.height * indices.count)
    for (position, index) in indices.enumerated() {
      compute(
        index, from: blocks.stack, parameters, usable: usable,
        into: &planes, position * window.pixelCount..<(position + 1) * window.pixelCount)
    }
  }

  /// The indices of the window loaded last, one plane after another.
  var samples: Span<Int16> {
    @_lifetime(borrow self)
    borrowing get { planes.samples }
  }
}

/// Computes one index into its part of the planes.
private func compute(
  _ index: SpectralIndex, from stack: borrowing BandStack, _ parameters: IndexParameters,
  usable: borrowing Raster<UInt8>, into planes: inout Raster<Int16>, _ range: Range<Int>
) {
  var plane = planes.mutableSamples(in: range)
  computeIndex(index, from: stack, parameters: parameters, into: &plane)
  hide(usable.samples, in: &plane)
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

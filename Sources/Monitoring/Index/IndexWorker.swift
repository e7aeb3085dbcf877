import ChangeDetection
import Diagnostics
import Imagery
import Synchronization

/// One worker that makes index rasters: the open files of the scene and the memory for one block.
struct IndexWorker: ~Copyable {
  /// The indices of a block, one plane after another.
  struct Product: Sendable {
    var window: Window
    var planes: IndexPlanes
    var counts: QualityCounts
  }

  private let indices: [SpectralIndex]
  private let parameters: IndexParameters
  private var blocks: SceneBlocks
  private var usable = Raster<UInt8>(width: 0, height: 0)

  init(indices: [SpectralIndex], parameters: IndexParameters, blocks: consuming SceneBlocks) {
    self.indices = indices
    self.parameters = parameters
    self.blocks = blocks
  }

  /// Computes every index of a window.
  mutating func compute(_ window: Window) throws(TiankanError) -> Product {
    usable.reshape(width: window.width, height: window.height)
    do {
      var view = usable.mutableSamples
      for position in view.indices { view[position] = 1 }
    }
    let counts = try blocks.load(window, usable: &usable)
    var planes = Raster<Int16>(width: window.width, height: window.height * indices.count)
    for (position, index) in indices.enumerated() {
      let range = position * window.pixelCount..<(position + 1) * window.pixelCount
      var plane = planes.mutableSamples(in: range)
      computeIndex(index, from: blocks.stack, parameters: parameters, into: &plane)
      hide(usable.samples, in: &plane)
    }
    return Product(window: window, planes: IndexPlanes(planes), counts: counts)
  }
}

/// The planes of a block on their way to the writer.
final class IndexPlanes: Sendable {
  let content: Mutex<Raster<Int16>>

  init(_ planes: consuming sending Raster<Int16>) { content = Mutex(planes) }
}

/// Makes the pixels that are not usable no data.
private func hide(_ usable: Span<UInt8>, in plane: inout MutableSpan<Int16>) {
  precondition(usable.count == plane.count, "one mask value per pixel")
  for position in usable.indices where usable[position] == 0 {
    plane[position] = IndexValue.noData
  }
}

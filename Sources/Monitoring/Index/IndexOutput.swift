import ChangeDetection
import Diagnostics
import Dispatch
import GeoIO
import Imagery
import Synchronization

/// The files of an index job, completed block by block and put in place together at the end.
struct IndexOutput: ~Copyable {
  /// What the blocks written so far show.
  private(set) var counts = QualityCounts()
  /// The blocks that the quality layer hides.
  private(set) var hiddenBlocks = 0
  private let files: [CloudRaster]

  init(files: [CloudRaster]) { self.files = files }

  /// Takes what is left of a block, in reading order.
  mutating func write(_ product: IndexWorker.Product) throws(TiankanError) {
    for (file, parts) in zip(files, product.parts) { try file.append(parts) }
    counts += product.counts
    hiddenBlocks += product.isHidden ? 1 : 0
  }
}

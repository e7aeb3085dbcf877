import ChangeDetection
import Diagnostics
import GeoIO
import Imagery
import Synchronization

/// The files of an index job, written block by block and put in place together at the end.
struct IndexOutput: ~Copyable {
  /// What the blocks written so far show.
  private(set) var counts = QualityCounts()
  private let files: [IndexFile]

  init(files: [IndexFile]) { self.files = files }

  /// Writes a block of every index.
  mutating func write(_ product: IndexWorker.Product) throws(TiankanError) {
    let pixels = product.window.pixelCount
    for (position, file) in files.enumerated() {
      try product.planes.content.withLock { (planes) throws(TiankanError) in
        try file.write(
          product.window,
          planes.samples.extracting(position * pixels..<(position + 1) * pixels))
      }
    }
    counts += product.counts
  }

  /// Completes every file.
  mutating func finish() throws(TiankanError) {
    for file in files { try file.finish() }
  }
}

import Diagnostics
import GeoIO
import Imagery
import Synchronization

/// One file of an index job: a writer that several places may refer to and that is finished once.
final class IndexFile: Sendable {
  private let writer: Mutex<RasterWriter?>

  init(_ writer: consuming sending RasterWriter) { self.writer = Mutex(consume writer) }

  /// Writes a block.
  func write(_ window: Window, _ samples: Span<Int16>) throws(TiankanError) {
    try writer.withLock { (writer) throws(TiankanError) in
      guard writer != nil else {
        throw TiankanError(.bug, "a block came after the file was finished")
      }
      try writer?.write(band: 1, window: window, samples)
    }
  }

  /// Completes the file and puts it in its place.
  func finish() throws(TiankanError) {
    let finished = writer.withLock { $0.take() }
    guard let finished else { throw TiankanError(.bug, "a file was finished twice") }
    try finished.finish()
  }
}

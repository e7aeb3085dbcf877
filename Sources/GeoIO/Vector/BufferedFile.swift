import Diagnostics
import Glibc

/// A file that is written from front to back through a buffer.
final class BufferedFile {
  private let descriptor: Int32
  private let subject: String
  private var buffer: [UInt8] = []
  private static let capacity = 1 << 20

  /// Creates the file, which must not exist.
  ///
  /// - Throws: `.diskFull`, `.permission`, `.outputFailed`, naming `subject`.
  init(creating path: String, subject: String) throws(TiankanError) {
    self.subject = subject
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw LocalFile.error(errno, writing: subject) }
    buffer.reserveCapacity(Self.capacity + (1 << 16))
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Appends what `body` adds to the buffer, and writes the buffer out when it is full.
  func append(_ body: (inout [UInt8]) throws(TiankanError) -> Void) throws(TiankanError) {
    try body(&buffer)
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Writes out what is in the buffer.
  func flush() throws(TiankanError) {
    var offset = 0
    while offset < buffer.count {
      let written = unsafe buffer.withUnsafeBytes { bytes in
        // SAFETY: `offset` is below the count, so the slice lies inside the buffer.
        unsafe write(descriptor, bytes.baseAddress.map { unsafe $0 + offset }, bytes.count - offset)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw LocalFile.error(errno, writing: subject)
      }
      offset += written
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

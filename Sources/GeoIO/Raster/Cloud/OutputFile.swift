import Diagnostics
import Glibc

/// A file open for writing at places that the caller chooses; closed when its holder goes away.
///
/// Several threads may write at different places at once.
struct OutputFile: ~Copyable, Sendable {
  private let descriptor: Int32
  /// What errors name.
  private let subject: String

  /// Creates a file, which must not exist yet.
  init(creating path: String, subject: String) throws(TiankanError) {
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    self.subject = subject
    guard descriptor >= 0 else { throw LocalFile.error(errno, writing: subject) }
  }

  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

  /// Writes bytes at a place.
  func write(_ bytes: RawSpan, at place: Int) throws(TiankanError) {
    let subject = subject
    // SAFETY: the pointer is used within the closure, for as many bytes as the buffer has.
    unsafe try bytes.withUnsafeBytes { buffer throws(TiankanError) in
      var done = 0
      while done < buffer.count {
        let base = unsafe buffer.baseAddress.map { unsafe $0 + done }
        let count = unsafe pwrite(descriptor, base, buffer.count - done, off_t(place + done))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw LocalFile.error(count < 0 ? errno : ENOSPC, writing: subject) }
        done += count
      }
    }
  }

  /// Copies bytes of another file; inside the kernel where it can. One thread at a time.
  func copy(
    from source: borrowing OutputFile, at start: Int, count: Int, to place: Int
  ) throws(TiankanError) {
    guard lseek(descriptor, off_t(place), SEEK_SET) >= 0 else {
      throw LocalFile.error(errno, writing: subject)
    }
    var from = off_t(start)
    var rest = count
    while rest > 0 {
      let moved = unsafe sendfile(descriptor, source.descriptor, &from, rest)
      if moved < 0, errno == EINTR { continue }
      if moved <= 0 { break }
      rest -= moved
    }
    guard rest > 0 else { return }
    // Some file systems cannot do it.
    var to = place + count - rest
    var buffer = [UInt8](repeating: 0, count: min(rest, 1 << 20))
    while rest > 0 {
      let length = min(rest, buffer.count)
      let got = unsafe pread(source.descriptor, &buffer, length, from)
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw LocalFile.error(got < 0 ? errno : EIO, writing: subject) }
      // SAFETY: bytes have no padding.
      unsafe try write(buffer.span.extracting(0..<got).bytes, at: to)
      from += off_t(got)
      to += got
      rest -= got
    }
  }

  /// All bytes of a file that was just written.
  static func contents(of path: String, subject: String) throws(TiankanError) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw LocalFile.error(errno, writing: subject) }
    defer { Glibc.close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe Glibc.read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw LocalFile.error(errno, writing: subject) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }
}

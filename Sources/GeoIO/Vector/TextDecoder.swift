import Diagnostics
import Glibc

/// Turns bytes of one encoding into text, strictly: bytes that the encoding does not know give `nil`.
///
/// Owns a converter of the C library; use one per thread.
@safe
struct TextDecoder: ~Copyable {
  /// The encoding that the bytes are in.
  let encoding: TextEncoding
  private let converter: iconv_t?

  init(_ encoding: TextEncoding) throws(TiankanError) {
    self.encoding = encoding
    guard encoding != .utf8 else {
      unsafe converter = nil
      return
    }
    // SAFETY: both names are NUL-terminated for the duration of the call.
    let opened = unsafe iconv_open("UTF-8", encoding.name)
    guard unsafe opened != iconv_t(bitPattern: -1) else {
      throw TiankanError(
        .installation,
        "the C library cannot convert from \(encoding.name); install its character set modules "
          + "(libc6, gconv)")
    }
    unsafe converter = opened
  }

  deinit {
    // SAFETY: the converter was opened by init and is closed only here.
    if let converter = unsafe converter { _ = unsafe iconv_close(converter) }
  }

  /// The text; `nil` if the bytes are not valid.
  ///
  /// - Parameter mayBeCut: the bytes fill a field of fixed width, so that the last character may have
  ///   lost its end; such a fragment is dropped.
  func decode(_ bytes: [UInt8], mayBeCut: Bool = false) -> String? {
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    if encoding == .utf8 { return Self.decodeUTF8(bytes, mayBeCut: mayBeCut) }
    guard let converter = unsafe converter else { return nil }
    var output = [UInt8](repeating: 0, count: bytes.count * 3 + 4)
    var written = 0
    var isValid = false
    // SAFETY: iconv reads `inputLeft` bytes of `source` and writes at most `outputLeft` bytes of
    // `target`; both buffers outlive the call, and iconv does not modify its input.
    unsafe bytes.withUnsafeBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        _ = unsafe iconv(converter, nil, nil, nil, nil)
        var input = unsafe UnsafeMutablePointer(
          mutating: source.baseAddress?.assumingMemoryBound(to: CChar.self))
        var inputLeft = source.count
        var destination = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
        var outputLeft = target.count
        let result = unsafe iconv(
          converter, &input, &inputLeft, &destination, &outputLeft)
        let cause = errno
        written = target.count - outputLeft
        isValid = result != -1 || (mayBeCut && cause == EINVAL)
      }
    }
    guard isValid else { return nil }
    return String(decoding: output[..<written], as: UTF8.self)
  }

  private static func decodeUTF8(_ bytes: [UInt8], mayBeCut: Bool) -> String? {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    guard mayBeCut else { return nil }
    // A character has at most three bytes before its last; the lead byte starts the fragment.
    for dropped in 1...3 where dropped < bytes.count {
      let lead = bytes[bytes.count - dropped]
      guard lead >= 0x80 else { return nil }
      guard lead >= 0xC2 else { continue }
      let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
      guard dropped < length else { return nil }
      return String(validating: bytes.dropLast(dropped), as: UTF8.self)
    }
    return nil
  }
}

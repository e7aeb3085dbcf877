import CTIFF

/// What libtiff said about one open file, in order; nothing is printed.
///
/// Each `TIFF *` gets its own log through `TIFFOpenOptions`, so files read on different threads never mix.
final class TIFFErrorLog {
  private var messages: [String] = []

  /// The errors since the last call, joined by semicolons; `nil` where there was none.
  func take() -> String? {
    defer { messages.removeAll(keepingCapacity: true) }
    return messages.isEmpty ? nil : messages.joined(separator: "; ")
  }

  fileprivate func append(_ message: String) {
    guard messages.count < 16, !messages.contains(message) else { return }
    messages.append(message)
  }

  /// Makes the options with which a file must be opened to report here; free them with `TIFFOpenOptionsFree`.
  ///
  /// The log must outlive the open file.
  func makeOptions() -> OpaquePointer? {
    guard let options = unsafe TIFFOpenOptionsAlloc() else { return nil }
    // SAFETY: the caller keeps `self` alive as long as the file, and a file is used by one thread at a time.
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe TIFFOpenOptionsSetErrorHandlerExtR(
      options,
      { _, context, _, format, arguments in
        guard let context = unsafe context, let format = unsafe format,
          let arguments = unsafe arguments
        else { return 1 }
        let log = unsafe Unmanaged<TIFFErrorLog>.fromOpaque(context).takeUnretainedValue()
        var text = [CChar](repeating: 0, count: 512)
        unsafe CTIFF_formatMessage(&text, text.count, format, arguments)
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        log.append(String(decoding: bytes, as: UTF8.self))
        return 1
      }, context)
    // Warnings (an unknown tag, an odd photometric) do not touch the pixels.
    unsafe TIFFOpenOptionsSetWarningHandlerExtR(options, { _, _, _, _, _ in 1 }, nil)
    return unsafe options
  }
}

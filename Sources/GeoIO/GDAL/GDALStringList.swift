import CGDAL

/// A list of strings as GDAL wants its options: a null-terminated array that the holder owns.
@safe
struct GDALStringList: ~Copyable {
  /// The list as most functions take it; `nil` when empty.
  private(set) var pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?

  /// Copies the strings.
  init(_ strings: [String]) {
    unsafe pointer = nil
    for string in strings { unsafe pointer = unsafe CSLAddString(pointer, string) }
  }

  deinit { unsafe CSLDestroy(pointer) }

  /// The list as functions with `const char *const *` take it.
  var constPointer: UnsafePointer<UnsafePointer<CChar>?>? {
    // SAFETY: the same pointers, seen as pointers to constant characters.
    guard let pointer = unsafe pointer else { return nil }
    return unsafe UnsafeRawPointer(pointer).assumingMemoryBound(to: UnsafePointer<CChar>?.self)
  }

  /// Copies a list that GDAL still owns into Swift strings.
  static func strings(
    _ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  ) -> [String] {
    guard let list = unsafe list else { return [] }
    // SAFETY: GDAL's lists end with a null pointer, and CSLCount counts up to it.
    return unsafe (0..<Int(CSLCount(list))).compactMap { position in
      unsafe list[position].map { unsafe String(cString: $0) }
    }
  }

  /// Splits `KEY=VALUE` strings, as GDAL's metadata lists hold them.
  static func pairs(
    _ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  ) -> [(key: String, value: String)] {
    unsafe strings(list).compactMap { entry in
      guard let mark = entry.firstIndex(of: "=") else { return nil }
      return (String(entry[..<mark]), String(entry[entry.index(after: mark)...]))
    }
  }
}

/// Copies a C string that GDAL still owns; `nil` stays `nil`.
func copiedString(_ text: UnsafePointer<CChar>?) -> String? {
  unsafe text.map { unsafe String(cString: $0) }
}

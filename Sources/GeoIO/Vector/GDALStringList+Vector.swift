extension GDALStringList {
  /// The list as functions with `const char **` take it, `OGR_L_SetIgnoredFields` among them.
  var mutableConstPointer: UnsafeMutablePointer<UnsafePointer<CChar>?>? {
    // SAFETY: the same pointers; such functions only read the list.
    guard let pointer = unsafe pointer else { return nil }
    return unsafe UnsafeMutableRawPointer(pointer).assumingMemoryBound(
      to: UnsafePointer<CChar>?.self)
  }
}

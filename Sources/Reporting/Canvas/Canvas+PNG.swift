internal import CCairo
package import Diagnostics

extension Canvas {
  /// The picture as a PNG file; the same drawing gives the same bytes.
  package func png() throws(TiankanError) -> [UInt8] {
    try Self.check(unsafe cairo_status(context))
    var bytes: [UInt8] = []
    // SAFETY: `bytes` outlives the call, the callback reads `length` bytes that Cairo provides and keeps no pointer.
    let status = unsafe withUnsafeMutablePointer(to: &bytes) { target in
      unsafe cairo_surface_write_to_png_stream(
        surface,
        { closure, data, length in
          guard let closure = unsafe closure, let data = unsafe data else {
            return CAIRO_STATUS_WRITE_ERROR
          }
          unsafe closure.assumingMemoryBound(to: [UInt8].self).pointee.append(
            contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
          return CAIRO_STATUS_SUCCESS
        }, UnsafeMutableRawPointer(target))
    }
    try Self.check(status)
    return bytes
  }
}

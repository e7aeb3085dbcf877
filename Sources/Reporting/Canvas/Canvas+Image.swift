internal import CCairo
package import Diagnostics
package import Imagery

extension Canvas {
  /// Draws an image of `0xAARRGGBB` pixels (alpha premultiplied) into a rectangle.
  ///
  /// Enlarged images keep their square pixels, so that the reader sees what the satellite saw; reduced ones are averaged.
  package func draw(
    _ pixels: borrowing Raster<UInt32>, in rectangle: Rectangle
  ) throws(TiankanError) {
    try draw(pixels.samples, width: pixels.width, height: pixels.height, in: rectangle)
  }

  /// Draws an image whose pixels lie row after row, `width` × `height` of them.
  package func draw(
    _ pixels: Span<UInt32>, width: Int, height: Int, in rectangle: Rectangle
  ) throws(TiankanError) {
    precondition(pixels.count == width * height, "a pixel for each place")
    guard pixels.count > 0 else { return }
    guard width <= Self.maximumLength, height <= Self.maximumLength else {
      throw TiankanError(
        .usage,
        "an image of \(width) × \(height) pixels is too large for a picture; "
          + "read it at a lower resolution")
    }
    guard
      let image = unsafe cairo_image_surface_create(
        CAIRO_FORMAT_ARGB32, Int32(width), Int32(height))
    else { throw TiankanError(.bug, "Cairo returned no surface") }
    // SAFETY: `image` was created above and is released exactly once.
    defer { unsafe cairo_surface_destroy(image) }
    try Self.check(unsafe cairo_surface_status(image))
    unsafe Self.copy(pixels, width: width, height: height, into: image)

    // SAFETY: `context` and `image` are valid; the context keeps its own reference to the image while it is the source.
    unsafe cairo_save(context)
    unsafe cairo_translate(context, rectangle.x, rectangle.y)
    unsafe cairo_scale(
      context, rectangle.width / Double(width), rectangle.height / Double(height))
    unsafe cairo_set_source_surface(context, image, 0, 0)
    let isReduced =
      rectangle.width < Double(width) || rectangle.height < Double(height)
    unsafe cairo_pattern_set_filter(
      cairo_get_source(context), isReduced ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST)
    if isPaged {
      // A padded pattern would be written into the file as a larger copy of the image.
      unsafe cairo_paint(context)
    } else {
      unsafe cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD)
      unsafe cairo_rectangle(context, 0, 0, Double(width), Double(height))
      unsafe cairo_fill(context)
    }
    unsafe cairo_restore(context)
  }

  private static func copy(
    _ pixels: Span<UInt32>, width: Int, height: Int, into image: OpaquePointer
  ) {
    unsafe cairo_surface_flush(image)
    guard let bytes = unsafe cairo_image_surface_get_data(image) else { return }
    let stride = unsafe Int(cairo_image_surface_get_stride(image))
    for row in 0..<height {
      let line = pixels.extracting(row * width..<(row + 1) * width)
      // SAFETY: the surface has `height` lines of `stride` ≥ 4 × `width` bytes, and `line` holds `width` samples of 4 bytes.
      unsafe line.withUnsafeBytes { source in
        if let start = source.baseAddress {
          unsafe UnsafeMutableRawPointer(bytes + row * stride)
            .copyMemory(from: start, byteCount: source.count)
        }
      }
    }
    unsafe cairo_surface_mark_dirty(image)
  }
}

internal import CCairo
package import Diagnostics

/// A picture in memory, or the pages of a PDF file, drawn on with Cairo and lettered with Pango.
///
/// A canvas owns one surface and one drawing context. Cairo keeps the first error of a context and ignores
/// what is drawn afterwards, so drawing calls do not throw; the error comes out where the picture is taken from
/// the canvas, in `png()` or `pdf()`. Not for use from two threads at once.
///
/// - Complexity: 4 bytes per pixel of a picture; of pages what their file needs.
@safe
package struct Canvas: ~Copyable {
  /// The number of columns; of a page, whole points.
  package let width: Int
  /// The number of rows; of a page, whole points.
  package let height: Int
  let surface: OpaquePointer
  let context: OpaquePointer
  /// Where the file of pages grows; nil for a picture.
  let sink: ByteSink?

  /// The largest width or height; Cairo's coordinates have 24 bits before the point and its images 15.
  package static let maximumLength = 32_767

  /// Creates a canvas of one colour that hides what is behind it.
  package init(width: Int, height: Int, background: Color) throws(TiankanError) {
    precondition(background.alpha == 1, "a picture without alpha has an opaque ground")
    guard (1...Self.maximumLength).contains(width), (1...Self.maximumLength).contains(height) else {
      throw TiankanError(
        .usage, "a picture of \(width) × \(height) pixels cannot be made; ask for a smaller one")
    }
    let surface = unsafe cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, Int32(width), Int32(height))
    let context = unsafe cairo_create(surface)
    // Cairo never returns a null pointer here: where it fails, it returns an object in an error state.
    guard let surface = unsafe surface, let context = unsafe context else {
      throw TiankanError(.bug, "Cairo returned no surface")
    }
    do throws(TiankanError) {
      try Self.check(unsafe cairo_status(context))
    } catch {
      unsafe cairo_destroy(context)
      unsafe cairo_surface_destroy(surface)
      throw error
    }
    self.width = width
    self.height = height
    unsafe self.surface = surface
    unsafe self.context = context
    sink = nil
    fill(Rectangle(x: 0, y: 0, width: Double(width), height: Double(height)), color: background)
  }

  /// Takes over a surface and a context that Cairo has just made, and the sink that the surface writes to.
  init(surface: OpaquePointer, context: OpaquePointer, sink: ByteSink, page: Size) {
    width = Int(page.width.rounded(.up))
    height = Int(page.height.rounded(.up))
    unsafe self.surface = surface
    unsafe self.context = context
    self.sink = sink
  }

  deinit {
    // SAFETY: both pointers come from Cairo's constructors, are owned by this value alone and are released once; the
    // sink that an unfinished PDF surface still writes to is released after this body.
    unsafe cairo_destroy(context)
    unsafe cairo_surface_destroy(surface)
  }

  /// Turns a status of Cairo into an error.
  static func check(_ status: cairo_status_t) throws(TiankanError) {
    guard status != CAIRO_STATUS_SUCCESS else { return }
    // SAFETY: `cairo_status_to_string` returns a static string for every status.
    let text = unsafe cairo_status_to_string(status).map { unsafe String(cString: $0) }
    throw TiankanError(.outputFailed, "the picture could not be drawn", cause: text)
  }

  func setColor(_ color: Color) {
    // SAFETY: `context` is valid as long as this value.
    unsafe cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
  }
}

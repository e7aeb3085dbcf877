internal import CCairo
package import Diagnostics

extension Canvas {
  /// What a PDF file says about itself.
  package struct Metadata: Hashable, Sendable {
    /// The title that viewers show.
    package var title: String
    /// What it is about, in a sentence.
    package var subject: String
    /// The program and its version.
    package var creator: String
    /// The day of the document, ISO 8601; the time of writing would make two copies differ.
    package var date: String

    package init(title: String, subject: String, creator: String, date: String) {
      self.title = title
      self.subject = subject
      self.creator = creator
      self.date = date
    }
  }

  /// A4 in points of 1/72 inch.
  package static let a4 = Size(width: 595.276, height: 841.89)

  /// Creates a PDF file whose pages have one size; the first page is begun.
  ///
  /// Lines, letters and fills stay what they are, images are embedded as they are given. The same drawing gives the same
  /// bytes.
  ///
  /// - Parameters:
  ///   - page: The size of a page in points of 1/72 inch, the unit of all drawing then.
  ///   - metadata: What the file says about itself.
  package init(pdfPages page: Size, metadata: Metadata) throws(TiankanError) {
    let sink = ByteSink()
    // SAFETY: the canvas owns the sink and keeps it as long as the surface; the callback reads `length` bytes that Cairo provides
    // and keeps no pointer.
    let surface = unsafe cairo_pdf_surface_create_for_stream(
      { closure, data, length in
        guard let closure = unsafe closure, let data = unsafe data else {
          return CAIRO_STATUS_WRITE_ERROR
        }
        let sink = unsafe Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
        unsafe sink.bytes.append(
          contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
      }, Unmanaged.passUnretained(sink).toOpaque(), page.width, page.height)
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
    for (entry, text) in [
      (CAIRO_PDF_METADATA_TITLE, metadata.title), (CAIRO_PDF_METADATA_SUBJECT, metadata.subject),
      (CAIRO_PDF_METADATA_CREATOR, metadata.creator),
      (CAIRO_PDF_METADATA_CREATE_DATE, "\(metadata.date)T00:00:00Z"),
    ] {
      unsafe cairo_pdf_surface_set_metadata(surface, entry, text)
    }
    unsafe self.init(surface: surface, context: context, sink: sink, page: page)
  }

  /// Whether this canvas is the pages of a file, not a picture.
  var isPaged: Bool { sink != nil }

  /// Ends a page; what is drawn next is on a new one. The last page too must be ended.
  package func endPage() {
    // SAFETY: `context` is valid as long as this value.
    unsafe cairo_show_page(context)
  }

  /// Adds an entry to the list of contents that viewers show, leading to the page that is being drawn.
  package func addBookmark(_ title: String, page: Int, top: Double) {
    // SAFETY: `surface` is the PDF surface of this value; Cairo copies the texts.
    _ = unsafe cairo_pdf_surface_add_outline(
      surface, Int32(CAIRO_PDF_OUTLINE_ROOT), title, "page=\(page) pos=[0 \(Int(top))]",
      CAIRO_PDF_OUTLINE_FLAG_OPEN)
  }

  /// The file; nothing can be drawn afterwards.
  package consuming func pdf() throws(TiankanError) -> [UInt8] {
    try Self.check(unsafe cairo_status(context))
    // SAFETY: `surface` is valid as long as this value.
    unsafe cairo_surface_finish(surface)
    try Self.check(unsafe cairo_surface_status(surface))
    return sink?.bytes ?? []
  }
}

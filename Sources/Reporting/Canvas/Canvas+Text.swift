internal import CCairo
package import Diagnostics

extension Canvas {
  /// Sets a text with its upper left corner at a point and returns the size it takes.
  ///
  /// Throws where no installed font has a glyph for one of the characters: a box in its place would go unnoticed
  /// until the page is printed.
  @discardableResult
  package func draw(
    _ text: String, at point: Point, style: TextStyle
  ) throws(TiankanError) -> Size {
    try unsafe withLayout(of: text, style: style) { layout, size in
      setColor(style.color)
      // SAFETY: `context` and `layout` are valid within this closure.
      unsafe cairo_move_to(context, point.x, point.y)
      unsafe pango_cairo_show_layout(context, layout)
      unsafe cairo_new_path(context)
      return size
    }
  }

  /// Sets one line with its baseline at a height, and its left edge, middle or right edge, as the style is aligned, at a place.
  package func draw(
    _ text: String, baseline point: Point, style: TextStyle
  ) throws(TiankanError) {
    var line = style
    line.width = nil
    _ = try unsafe withLayout(of: text, style: line) { layout, size in
      let share =
        switch style.alignment {
        case .left: 0.0
        case .centre: 0.5
        case .right: 1.0
        }
      setColor(style.color)
      // SAFETY: `context` and `layout` are valid within this closure.
      let ascent = unsafe Double(pango_layout_get_baseline(layout)) / Double(PANGO_SCALE)
      unsafe cairo_move_to(context, point.x - size.width * share, point.y - ascent)
      unsafe pango_cairo_show_layout(context, layout)
      unsafe cairo_new_path(context)
      return size
    }
  }

  /// The size that a text will take.
  package func measure(_ text: String, style: TextStyle) throws(TiankanError) -> Size {
    try unsafe withLayout(of: text, style: style) { _, size in size }
  }

  private func withLayout(
    of text: String, style: TextStyle, body: (OpaquePointer, Size) -> Size
  ) throws(TiankanError) -> Size {
    guard let layout = unsafe pango_cairo_create_layout(context) else {
      throw TiankanError(.bug, "Pango returned no layout")
    }
    // SAFETY: the layout was created above and is released exactly once; all calls below are made before that.
    defer { unsafe CCairo_unref(UnsafeMutableRawPointer(layout)) }
    unsafe Self.configure(layout, style: style)
    // Letters of a few points would stand on whole points, unevenly, were they placed as on a screen.
    if isPaged {
      unsafe pango_context_set_round_glyph_positions(pango_layout_get_context(layout), 0)
    }
    let line = Self.printable(text)
    unsafe pango_layout_set_text(layout, line, Int32(line.utf8.count))
    guard unsafe pango_layout_get_unknown_glyphs_count(layout) == 0 else {
      throw TiankanError(
        .installation,
        "no installed font has all characters of “\(line)”; install the package fonts-noto-cjk")
    }
    var width: Int32 = 0
    var height: Int32 = 0
    guard isPaged else {
      unsafe pango_layout_get_pixel_size(layout, &width, &height)
      return unsafe body(layout, Size(width: Double(width), height: Double(height)))
    }
    unsafe pango_layout_get_size(layout, &width, &height)
    let unit = Double(PANGO_SCALE)
    return unsafe body(layout, Size(width: Double(width) / unit, height: Double(height) / unit))
  }

  /// Control characters would be shown as boxes; line feeds are kept.
  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value < 0x20 && $0 != "\n" ? " " : $0 }))
  }

  private static func configure(_ layout: OpaquePointer, style: TextStyle) {
    // SAFETY: `layout` is valid for the call; the font description and options are created and released here, and
    // Pango copies both.
    let context = unsafe pango_layout_get_context(layout)
    let options = unsafe cairo_font_options_create()
    // Hinting follows the settings of the machine unless it is switched off, and the picture would differ between two.
    unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe pango_cairo_context_set_font_options(context, options)
    unsafe cairo_font_options_destroy(options)

    let font = unsafe pango_font_description_new()
    unsafe pango_font_description_set_family(font, "Noto Sans CJK SC, Noto Sans, DejaVu Sans")
    unsafe pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
    unsafe pango_font_description_set_weight(
      font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    unsafe pango_layout_set_font_description(layout, font)
    unsafe pango_font_description_free(font)

    guard let width = style.width else { return }
    unsafe pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
    unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    let alignment =
      switch style.alignment {
      case .left: PANGO_ALIGN_LEFT
      case .centre: PANGO_ALIGN_CENTER
      case .right: PANGO_ALIGN_RIGHT
      }
    unsafe pango_layout_set_alignment(layout, alignment)
    if let lines = style.maximumLines {
      unsafe pango_layout_set_height(layout, Int32(-lines))
      unsafe pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
    }
  }
}

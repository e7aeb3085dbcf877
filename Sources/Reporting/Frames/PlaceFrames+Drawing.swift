import ChangeDetection
public import Diagnostics
import Foundation
import Imagery

extension PlaceFrames {
  private static let margin = 24.0
  private static let gap = 16.0
  private static let title = TextStyle(size: 22, isBold: true, maximumLines: 2)
  private static let caption = TextStyle(size: 15, isBold: true)
  private static let small = TextStyle(size: 13, color: Color(0x404040))

  /// How long a picture of a time lapse stands, and the last one, in milliseconds.
  private static let pace: UInt16 = 700
  private static let rest: UInt16 = 2500

  /// All dates side by side, in rows, as a PNG file with heading, legend, scale bar and arrow to north.
  ///
  /// - Throws: `.installation` where no font has the characters or texts are missing.
  public func strip(_ words: FrameWords) throws(TiankanError) -> [UInt8] {
    try page(frames, columns: min(frames.count, 4), words: words, timeline: nil).png()
  }

  /// The dates one after the other as an animated PNG; a line under the picture shows where in time it is.
  ///
  /// - Throws: `.installation` where no font has the characters or texts are missing.
  public func timeLapse(_ words: FrameWords) throws(TiankanError) -> [UInt8] {
    var pictures: [AnimatedPNG.Frame] = []
    for (position, frame) in frames.enumerated() {
      let page = try page([frame], columns: 1, words: words, timeline: position)
      pictures.append(
        .init(
          png: try page.png(),
          milliseconds: position == frames.count - 1 ? Self.rest : Self.pace))
    }
    return try AnimatedPNG.assemble(pictures)
  }

  private func page(
    _ shown: [Frame], columns: Int, words: FrameWords, timeline: Int?
  ) throws(TiankanError) -> Canvas {
    let texts = try ReportTexts.load(words.language)
    let panel = panelSize(columns: columns)
    let width =
      2 * Self.margin + Double(columns) * panel.width + Double(columns - 1) * Self.gap
    let inner = max(width, 380) - 2 * Self.margin
    let foot = footText(words, texts)
    let scratch = try Canvas(width: 1, height: 1, background: .white)
    func height(_ text: String, _ style: TextStyle) throws(TiankanError) -> Double {
      try scratch.measure(text, style: set(style, width: inner)).height
    }
    let titleHeight = try height(words.title, Self.title)
    let footHeight = try height(foot, Self.small)
    let rows = (shown.count + columns - 1) / columns
    let captionHeight = 26.0
    let top = Self.margin + titleHeight + 12
    let panelsHeight = Double(rows) * (panel.height + captionHeight + 10)
    let timelineHeight = timeline == nil ? 0.0 : 34
    let rampHeight = range == nil ? 0.0 : 30
    let bottom = top + panelsHeight + timelineHeight + rampHeight
    let canvas = try Canvas(
      width: Int((inner + 2 * Self.margin).rounded(.up)),
      height: Int((bottom + footHeight + Self.margin + 6).rounded(.up)), background: .white)

    try canvas.draw(
      words.title, at: Point(x: Self.margin, y: Self.margin), style: set(Self.title, width: inner))
    for (position, frame) in shown.enumerated() {
      let column = position % columns
      let place = Rectangle(
        x: Self.margin + Double(column) * (panel.width + Self.gap),
        y: top + Double(position / columns) * (panel.height + captionHeight + 10) + captionHeight,
        width: panel.width, height: panel.height)
      try canvas.draw(
        caption(of: frame, words, texts), at: Point(x: place.x, y: place.y - captionHeight),
        style: set(Self.caption, width: panel.width, lines: 1))
      try map.draw(frame.pixels, in: place, on: canvas, sizes: .screen)
    }
    if let timeline {
      try drawTimeline(
        timeline, words, y: top + panelsHeight + 4, width: inner, on: canvas)
    }
    if let range {
      try drawRamp(
        range, words, y: top + panelsHeight + timelineHeight, width: inner, on: canvas)
    }
    try canvas.draw(
      foot, at: Point(x: Self.margin, y: bottom), style: set(Self.small, width: inner))
    return canvas
  }

  private var map: PictureMap {
    PictureMap(
      grid: grid, resolution: resolution, before: [], after: [], clues: clues,
      boundaries: boundaries)
  }

  /// Whole picture pixels per pixel where square ones are enlarged.
  private func panelSize(columns: Int) -> Size {
    let limit = columns == 1 ? 720.0 : columns == 2 ? 560 : 400
    let ratio = resolution.height / resolution.width
    let fitting = limit / max(Double(grid.columns), Double(grid.rows) * ratio)
    let across = fitting >= 1 && abs(ratio - 1) < 0.001 ? fitting.rounded(.down) : fitting
    return Size(
      width: max(1, (Double(grid.columns) * across).rounded()),
      height: max(1, (Double(grid.rows) * across * ratio).rounded()))
  }

  private func set(_ style: TextStyle, width: Double, lines: Int? = nil) -> TextStyle {
    var style = style
    style.width = width
    style.maximumLines = lines ?? style.maximumLines
    return style
  }

  private func caption(of frame: Frame, _ words: FrameWords, _ texts: ReportTexts) -> String {
    var parts = [frame.date.map(\.description) ?? texts.dateUnknown]
    if let first = words.firstDate, let date = frame.date {
      parts.append(date < first ? texts.before : texts.after)
    }
    if let share = frame.clearShare {
      parts.append("\(texts.document[.clearShare]) \(NumberText.percent(share, decimals: 0))")
    }
    return parts.joined(separator: " · ")
  }

  private func footText(_ words: FrameWords, _ texts: ReportTexts) -> String {
    var line: String
    switch content {
    case .colors(let bands):
      line = texts.bands + texts.colon + bands.roles.map(\.rawValue).joined(separator: ", ")
    case .index(let index, _): line = index.rawValue.uppercased()
    }
    line += texts.separator + texts.document[.oneStretch]
    return ([line] + words.notices + [texts.status]).joined(separator: "\n")
  }

  private func drawRamp(
    _ range: ClosedRange<Double>, _ words: FrameWords, y: Double, width: Double,
    on canvas: borrowing Canvas
  ) throws(TiankanError) {
    guard case .index(let index, _) = content else { return }
    let term = try ReportTerms.load().term(.indices, index.rawValue).words(words.language)
    let label = "\(term)  \(NumberText.fixed(range.lowerBound, 2))"
    let size = try canvas.draw(label, at: Point(x: Self.margin, y: y), style: Self.small)
    let box = Rectangle(
      x: Self.margin + size.width + 8, y: y + 2, width: min(240, width / 3), height: 15)
    let steps = 120
    for step in 0..<steps {
      let pixel = IndexRamp.pixel(at: (Double(step) + 0.5) / Double(steps))
      let part = box.width / Double(steps)
      canvas.fill(
        Rectangle(
          x: box.x + Double(step) * part, y: box.y, width: part + 0.5, height: box.height),
        color: Color(pixel & 0xFF_FFFF))
    }
    canvas.stroke(box, color: Color(0x555555), lineWidth: 1)
    try canvas.draw(
      NumberText.fixed(range.upperBound, 2), at: Point(x: box.maxX + 8, y: y), style: Self.small)
  }

  /// A line from the first to the last date with a tick for each, the present one filled, the first day of the change marked.
  private func drawTimeline(
    _ position: Int, _ words: FrameWords, y: Double, width: Double, on canvas: borrowing Canvas
  ) throws(TiankanError) {
    let days = frames.compactMap { $0.date.map { Double($0.dayNumber) } }
    guard let first = days.min(), let last = days.max() else { return }
    let scale = ChartScale(
      domain: first...max(last, first + 1), start: Self.margin + 8, end: Self.margin + width - 8)
    let line = y + 8
    canvas.stroke(
      [[Point(x: Self.margin + 8, y: line), Point(x: Self.margin + width - 8, y: line)]],
      color: Color(0x8A8A8A), lineWidth: 1.5)
    for (number, frame) in frames.enumerated() {
      guard let date = frame.date else { continue }
      let x = scale(Double(date.dayNumber))
      let isNow = number == position
      canvas.fillCircle(
        centre: Point(x: x, y: line), radius: isNow ? 6 : 2.5,
        color: isNow ? PageStyle.navy : Color(0x8A8A8A))
    }
    if let day = words.firstDate.map({ Double($0.dayNumber) }), day >= first, day <= last {
      let x = scale(day)
      canvas.fill(
        [Point(x: x, y: line + 3), Point(x: x + 5, y: line + 12), Point(x: x - 5, y: line + 12)],
        color: Color(0x8A3A00))
    }
  }
}

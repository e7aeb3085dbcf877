/// The signs of charts as they stand in a legend, beside their words.
enum ChartKey {
  static let bandGround = Color(0xCFE3CF)
  static let bandEdge = Color(0x7FA97F)
  static let bandMiddle = Color(0x4F7F4F)
  static let flag = Color(0x111111)

  /// The mark of a satellite.
  static func platform(_ position: Int) -> Drawing {
    Drawing(
      size: Size(width: 16, height: 16),
      marks: [MarkShape(position: position).mark(x: 8, y: 8, size: 4)])
  }

  /// What is normal for the season.
  static func baseline() -> Drawing {
    var drawing = Drawing(size: Size(width: 26, height: 14))
    let box = Rectangle(x: 0, y: 0, width: 26, height: 14)
    drawing.marks.append(.rectangle(box, .color(bandGround), .init(bandEdge), title: nil))
    drawing.line([Point(x: 0, y: 7), Point(x: 26, y: 7)], .init(bandMiddle, dashes: [5, 3]))
    return drawing
  }

  /// No clear view; drawn line by line, so that it needs no pattern of a page.
  static func gap() -> Drawing {
    var drawing = Drawing(size: Size(width: 26, height: 14))
    let box = Rectangle(x: 0, y: 0, width: 26, height: 14)
    drawing.marks.append(
      .rectangle(box, .color(Hatching.ground), .init(Color(0x999999)), title: nil))
    drawing.marks.append(.lines(Hatching.lines(in: box, spacing: 7), .init(Color(0x999999))))
    return drawing
  }

  /// The flag of a day.
  static func flag(_ number: Int) -> Drawing {
    var drawing = Drawing(size: Size(width: 18, height: 18))
    drawing.marks.append(.circle(centre: Point(x: 9, y: 9), radius: 8, flag))
    drawing.text("\(number)", at: Point(x: 9, y: 13), .centre, .flag)
    return drawing
  }

  /// An outline of pictures: coloured on a dark edge, so that it is seen on any ground.
  static func outline(_ color: Color) -> Drawing {
    let box = Rectangle(x: 3, y: 3, width: 22, height: 10)
    return Drawing(
      size: Size(width: 28, height: 16),
      marks: [
        .rectangle(box, nil, .init(BeforeAfterPicture.casingColor, width: 4), title: nil),
        .rectangle(box, nil, .init(color, width: 2), title: nil),
      ])
  }

  /// Pixels without data.
  static func noData() -> Drawing {
    let box = Rectangle(x: 2, y: 2, width: 24, height: 12)
    return Drawing(
      size: Size(width: 28, height: 16),
      marks: [
        .rectangle(
          box, .color(BeforeAfterPicture.noDataColor), .init(Color(0x777777)), title: nil)
      ])
  }
}

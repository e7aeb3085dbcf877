extension Drawing {
  /// The drawing as an `svg` element; letters take size and colour from the page's style sheet.
  ///
  /// - Parameters:
  ///   - label: What the drawing is, for those who hear the page.
  ///   - identifier: What makes ids of this drawing unique in the page.
  func svg(label: String, identifier: String) -> Markup {
    let body = hatching(identifier) + svgMarks(identifier: identifier)
    return
      "<svg viewBox='0 0 \(size.width) \(size.height)' width='\(size.width)' height='\(size.height)' role='img' aria-label='\(label)'>\(body)</svg>"
  }

  /// The drawing for a legend: beside words that say what it is, and so without a name of its own.
  func svgKey() -> Markup {
    "<svg width='\(size.width)' height='\(size.height)' aria-hidden='true'>\(svgMarks(identifier: ""))</svg>"
  }

  private func svgMarks(identifier: String) -> Markup {
    var body: Markup = ""
    for mark in marks { body += Self.svg(mark, identifier) }
    return body
  }

  private func hatching(_ identifier: String) -> Markup {
    let isHatched = marks.contains { mark in
      switch mark {
      case .rectangle(_, .hatched, _, _), .polygon(_, .hatched, _): true
      default: false
      }
    }
    guard isHatched else { return "" }
    return
      "<defs><pattern id='\(identifier)' width='6' height='6' patternUnits='userSpaceOnUse' patternTransform='rotate(45)'><rect width='6' height='6' fill='\(IndexRamp.hexadecimal(Hatching.ground))'/><path d='M0 0V6' stroke='\(IndexRamp.hexadecimal(Hatching.line))' stroke-width='1.4'/></pattern></defs>"
  }

  private static func svg(_ mark: Mark, _ identifier: String) -> Markup {
    switch mark {
    case .lines(let lines, let line):
      var path: Markup = ""
      for points in lines { path += Self.path(points) }
      return "<path d='\(path)' fill='none'\(stroke(line))/>"
    case .polygon(let points, let fill, let line):
      return "<path d='\(path(points))Z'\(paint(fill, identifier))\(stroke(line))/>"
    case .rectangle(let box, let fill, let line, let title):
      let shape: Markup =
        "<rect x='\(box.x)' y='\(box.y)' width='\(box.width)' height='\(box.height)'\(paint(fill, identifier))\(stroke(line))"
      return title.map { "\(shape)><title>\($0)</title></rect>" } ?? "\(shape)/>"
    case .circle(let centre, let radius, let color):
      return
        "<circle cx='\(centre.x)' cy='\(centre.y)' r='\(radius)' fill='\(IndexRamp.hexadecimal(color))'/>"
    case .text(let text, let point, let alignment, let lettering):
      let anchor: Markup =
        switch alignment {
        case .left: ""
        case .centre: " text-anchor='middle'"
        case .right: " text-anchor='end'"
        }
      let style: Markup =
        lettering == .flag ? " fill='#fff' class='flag' font-size='11' font-weight='700'" : ""
      return "<text x='\(point.x)' y='\(point.y)'\(anchor)\(style)>\(text)</text>"
    }
  }

  private static func path(_ points: [Point]) -> Markup {
    var path: Markup = ""
    for (position, point) in points.enumerated() {
      path += "\(position == 0 ? "M" : "L")\(point.x) \(point.y)"
    }
    return path
  }

  private static func paint(_ fill: Fill?, _ identifier: String) -> Markup {
    switch fill {
    case nil: " fill='none'"
    case .hatched?: " fill='url(#\(identifier))'"
    case .color(let color)?: " fill='\(IndexRamp.hexadecimal(color))'"
    }
  }

  private static func stroke(_ line: Line?) -> Markup {
    guard let line else { return "" }
    var style: Markup =
      " stroke='\(IndexRamp.hexadecimal(line.color))' stroke-width='\(line.width)'"
    if !line.dashes.isEmpty {
      let dashes = line.dashes.map { NumberText.fixed($0, 1) }.joined(separator: " ")
      style += " stroke-dasharray='\(dashes)'"
    }
    return style
  }
}

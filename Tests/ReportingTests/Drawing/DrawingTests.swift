import Testing

@testable import Reporting

@Suite struct DrawingTests {
  @Test func `hatching lies inside its rectangle and runs from lower left to upper right`() {
    let box = Rectangle(x: 10, y: 20, width: 30, height: 12)
    let lines = Hatching.lines(in: box, spacing: 7)
    #expect(lines.count > 3)
    for line in lines {
      #expect(line.count == 2)
      #expect(line[0].y > line[1].y && line[0].x < line[1].x)
      #expect(abs((line[0].y - line[1].y) - (line[1].x - line[0].x)) < 1e-9)
      for point in line {
        #expect(point.x >= 10 && point.x <= 40 && point.y >= 20 && point.y <= 32)
      }
    }
  }

  @Test func `a drawing without hatching defines no pattern, and text is escaped`() {
    var drawing = Drawing(size: Size(width: 10, height: 10))
    drawing.text("<b>&", at: Point(x: 1, y: 2), .centre)
    let plain = drawing.svg(label: "a", identifier: "x").source
    #expect(!plain.contains("<pattern") && plain.contains("&lt;b&gt;&amp;"))
    drawing.marks.append(
      .rectangle(Rectangle(x: 0, y: 0, width: 4, height: 4), .hatched, nil, title: nil))
    let hatched = drawing.svg(label: "a", identifier: "x").source
    #expect(hatched.contains("<pattern id='x'") && hatched.contains("fill='url(#x)'"))
  }

  @Test func `the text of markup is what a reader sees`() {
    let name = "a<b>&\"'"
    let markup: Markup = "<strong>\(name)</strong><br>2.10 <small>m²</small>"
    #expect(markup.text == "a<b>&\"'\n2.10 m²")
  }
}

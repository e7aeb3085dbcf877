public import Diagnostics

extension HTMLReport {
  /// The page of a pack for the field: the stops in the order of the route, with links to their evidence pages.
  public static func page(
    _ document: FieldPackDocument, language: ReportLanguage
  ) throws(TiankanError) -> String {
    let page = try HTMLPage(language)
    let title = "\(page[.fieldPack]) \(document.batch)"
    var table = HTMLTable([
      (.routeOrder, .number), (.publicNumber, .date), (.finding, .text), (.grossArea, .number),
      (.positionCGCS2000, .text), (.positionWGS84, .text), (.gridCoordinates, .text),
      (.legLength, .number), (.gridCell, .text), (.responsible, .text),
    ])
    func degrees(_ position: ReportPosition.Degrees) -> Markup {
      "\(NumberText.fixed(position.longitude, 6)), \(NumberText.fixed(position.latitude, 6))"
    }
    for stop in document.stops {
      let grid = stop.position.grid
      table.add([
        "\(stop.order)", "<a href=\"\(stop.page)\">\(stop.number)</a>",
        "\(page.words(stop.finding))", page.area(stop.area), degrees(stop.position.cgcs2000),
        degrees(stop.position.wgs84),
        "\(grid.crs): \(NumberText.fixed(grid.x, 1)), \(NumberText.fixed(grid.y, 1))",
        "\(NumberText.fixed(stop.leg, 0))", "\(stop.gridCell)", "\(stop.responsible)",
      ])
    }
    let header: Markup = "<h1>\(title)</h1>\n\(page.simulated(document.notices))"
    var body = page.section(
      .identity,
      page.facts([
        (.batchNumber, "\(document.batch)"), (.answerBy, page.date(document.deadline)),
        (.list, "\(document.stops.count)"),
        (.routeLength, "\(NumberText.fixed(document.length / 1000, 1)) km"),
      ]))
    body += page.section(.answering, page.paragraph(.howToAnswerPack))
    body += page.section(.list, table.markup(page))
    return page.document(
      title: title, header: header, body: body, provenance: document.provenance)
  }
}

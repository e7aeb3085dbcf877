public import Diagnostics

extension HTMLReport {
  /// The page of a yearly evaluation.
  public static func page(
    _ document: EvaluationDocument, language: ReportLanguage
  ) throws(TiankanError) -> String {
    let page = try HTMLPage(language)
    let title = "\(page[.evaluationReport]) \(document.day)"
    let header: Markup =
      "<h1>\(title)</h1>\n<p class=\"lead\">\(page.words(document.formula)) · \(page[.countedTo])\(page.texts.colon)\(document.day) · \(page[.fullScore])\(page.texts.colon)\(NumberText.measured(document.full))</p>"
    var body = page.section(.cities, page.ranking(document.cities))
    body += page.section(.counties, page.ranking(document.counties))
    body += page.section(.scoreParts, page.measures(document.cities + document.counties))
    body += page.section(
      .provenance,
      page.facts(
        [
          (.program, "\(document.program)"), (.registerRevision, "\(document.revision)"),
          (.generation, document.generation.map { "\($0)" } ?? "–"),
          (.formulaHash, "\(document.formulaHash)"),
        ], long: [.formulaHash]))
    let terms = try ReportTerms.load()
    return page.document(
      title: title, header: header, body: body,
      provenance: ReportProvenance(
        program: document.program, ruleSets: [],
        areaMethod: terms.term(.accounts, "recognised_areas"),
        confidence: terms.term(.notices, "not_calibrated"), generation: document.generation,
        scenes: []), notice: .evaluationNotice)
  }
}

extension HTMLPage {
  fileprivate func ranking(_ places: [EvaluationDocument.Place]) -> Markup {
    var table = HTMLTable([
      (.placeCode, .key), (.ranking, .number), (.tied, .text), (.score, .number),
      (.projects, .number),
    ])
    for place in places {
      table.add([
        "\(place.code)", "\(place.rank)", "\(place.isTied ? self[.yes] : "–")",
        "\(place.scoreText)", "\(place.projects)",
      ])
    }
    return table.isEmpty ? paragraph(.noProjects) : table.markup(self)
  }

  fileprivate func measures(_ places: [EvaluationDocument.Place]) -> Markup {
    var table = HTMLTable([
      (.placeCode, .key), (.test, .text), (.sharePercent, .number), (.weight, .number),
    ])
    for place in places {
      for value in place.values {
        table.add([
          "\(place.code)", "\(words(value.measure))", "\(value.shareText)",
          "\(NumberText.measured(value.weight))",
        ])
      }
    }
    return table.isEmpty ? paragraph(.noProjects) : table.markup(self)
  }
}

public import Diagnostics

extension HTMLReport {
  /// The page of a month.
  public static func page(
    _ document: MonthDocument, language: ReportLanguage
  ) throws(TiankanError) -> String {
    let page = try HTMLPage(language)
    let title = "\(page[.monthReport]) \(document.month)"
    let header: Markup =
      "<h1>\(title)</h1>\n<p class=\"lead\">\(page[.countedTo])\(page.texts.colon)\(document.day)</p>"
    var body = page.section(.totals, page.facts(page.totalFacts(document.totals)))
    body += page.section(
      .redAndAmber, page.listing(page.warnings(document.projects), orElse: .noWarnings))
    body += page.section(
      .byCounty, page.places(document.provinces + document.counties).markup(page))
    body += page.section(
      .projects, page.listing(page.projects(document.projects), orElse: .noProjects))
    body += page.section(
      .plannedAndReached, page.listing(page.areas(document.projects), orElse: .noAreas))
    body += page.section(
      .changes, page.listing(page.changes(document.projects), orElse: .noChanges))
    body += page.notices(document.notices)
    body += page.section(
      .provenance, page.facts(page.provenanceFacts(document), long: [.ruleSet]))
    let terms = try ReportTerms.load()
    return page.document(
      title: title, header: header, body: body,
      provenance: ReportProvenance(
        program: document.program,
        ruleSets: document.ruleSets.keys.sorted(),
        areaMethod: terms.term(.accounts, "recognised_areas"),
        confidence: terms.term(.notices, "not_calibrated"), generation: document.generation,
        scenes: []), notice: .monthNotice)
  }
}

extension HTMLPage {
  fileprivate func number(_ value: Int?) -> Markup {
    value.map { "\($0)" } ?? "–"
  }

  /// A table, or a sentence that there is nothing to list.
  fileprivate func listing(_ table: HTMLTable, orElse word: ReportWord) -> Markup {
    table.isEmpty ? paragraph(word) : table.markup(self)
  }

  /// What all projects come to.
  func totalFacts(_ totals: MonthDocument.Totals) -> [(ReportWord, Markup)] {
    [
      (.projects, "\(totals.projects)"), (.red, "\(totals.red)"), (.amber, "\(totals.amber)"),
      (.milestones, "\(totals.done) / \(totals.due)"), (.openClues, number(totals.clues.open)),
      (.urgentClues, number(totals.clues.urgent)), (.newClues, number(totals.clues.new)),
      (.endedClues, number(totals.clues.ended)),
    ]
  }

  fileprivate func list(_ terms: [ReportTerm]) -> Markup {
    "\(terms.map { words($0) }.joined(separator: texts.separator))"
  }

  func warnings(_ projects: [MonthDocument.Project]) -> HTMLTable {
    var table = HTMLTable([
      (.name, .text), (.colour, .text), (.reason, .text), (.openMilestone, .text),
      (.deadline, .date),
    ])
    for project in projects where project.colour.code != "green" {
      let open: Markup =
        project.open.map { "\($0.name) (\($0.due), +\($0.daysLate))" } ?? "–"
      table.add([
        "\(project.name) (\(project.id))", "<strong>\(words(project.colour))</strong>",
        list(project.reasons), open, "\(project.clock?.deadline ?? "–")",
      ])
    }
    return table
  }

  func places(_ places: [MonthDocument.Place]) -> HTMLTable {
    var table = HTMLTable([
      (.county, .key), (.projects, .number), (.red, .number), (.amber, .number),
      (.milestones, .text), (.openClues, .number), (.newClues, .number),
    ])
    for place in places {
      table.add([
        "\(place.code)", "\(place.totals.projects)", "\(place.totals.red)",
        "\(place.totals.amber)", "\(place.totals.done) / \(place.totals.due)",
        number(place.totals.clues.open), number(place.totals.clues.new),
      ])
    }
    return table
  }

  func projects(_ projects: [MonthDocument.Project]) -> HTMLTable {
    var table = HTMLTable([
      (.name, .text), (.colour, .text), (.state, .text), (.milestones, .text),
      (.clockStart, .date), (.deadline, .date), (.daysLeft, .number), (.openClues, .number),
      (.decidedShare, .text), (.responsibleBody, .text),
    ])
    for project in projects {
      let decided: Markup =
        project.decided.map { "\($0.period): \($0.decided) / \($0.total)" } ?? "–"
      table.add([
        "\(project.name) (\(project.id))", "\(words(project.colour))",
        project.state.map { "\(words($0))" } ?? "–", "\(project.done) / \(project.due)",
        "\(project.clock?.start ?? "–")", "\(project.clock?.deadline ?? "–")",
        project.clock.map { $0.completed == nil ? "\($0.daysLeft)" : "–" } ?? "–",
        number(project.clues.open), decided, "\(project.responsible ?? "–")",
      ])
    }
    return table
  }

  func areas(_ projects: [MonthDocument.Project]) -> HTMLTable {
    var table = HTMLTable([
      (.name, .text), (.kind, .text), (.planTotal, .number), (.planned, .number),
      (.reached, .number), (.pointsBehind, .number),
    ])
    for project in projects {
      for line in project.areas {
        table.add([
          "\(project.name) (\(project.id))", "\(words(line.category))", area(line.total),
          area(line.planned), area(line.reached),
          line.pointsBehind.map { "\(NumberText.fixed($0, 1))" } ?? "–",
        ])
      }
    }
    return table
  }

  func changes(_ projects: [MonthDocument.Project]) -> HTMLTable {
    var table = HTMLTable([(.date, .date), (.name, .text), (.event, .text), (.subject, .key)])
    for project in projects {
      for change in project.changes {
        table.add([
          "\(change.date)", "\(project.name) (\(project.id))", "\(words(change.kind))",
          "\(change.subject)",
        ])
      }
    }
    return table
  }

  /// What the numbers of a month rest on.
  func provenanceFacts(_ document: MonthDocument) -> [(ReportWord, Markup)] {
    let sets = document.ruleSets.sorted { $0.key < $1.key }
      .map { "\($0.key) (\($0.value.prefix(12)))" }.joined(separator: texts.separator)
    return [
      (.program, "\(document.program)"), (.registerRevision, "\(document.revision)"),
      (.generation, number(document.generation)), (.ruleSet, "\(sets)"),
    ]
  }
}

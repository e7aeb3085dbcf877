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
    var body = page.section(.totals, page.facts(document.totals))
    body += page.section(.redAndAmber, page.warnings(document.projects))
    body += page.section(.byCounty, page.places(document.provinces + document.counties))
    body += page.section(.projects, page.projects(document.projects))
    body += page.section(.plannedAndReached, page.areas(document.projects))
    body += page.section(.changes, page.changes(document.projects))
    body += page.notices(document.notices)
    body += page.section(.provenance, page.provenance(document))
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

  fileprivate func facts(_ totals: MonthDocument.Totals) -> Markup {
    facts([
      (.projects, "\(totals.projects)"), (.red, "\(totals.red)"), (.amber, "\(totals.amber)"),
      (.milestones, "\(totals.done) / \(totals.due)"), (.openClues, number(totals.clues.open)),
      (.urgentClues, number(totals.clues.urgent)), (.newClues, number(totals.clues.new)),
      (.endedClues, number(totals.clues.ended)),
    ])
  }

  fileprivate func list(_ terms: [ReportTerm]) -> Markup {
    "\(terms.map { words($0) }.joined(separator: texts.separator))"
  }

  fileprivate func warnings(_ projects: [MonthDocument.Project]) -> Markup {
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
    return table.isEmpty ? paragraph(.noWarnings) : table.markup(self)
  }

  fileprivate func places(_ places: [MonthDocument.Place]) -> Markup {
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
    return table.markup(self)
  }

  fileprivate func projects(_ projects: [MonthDocument.Project]) -> Markup {
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
    return table.isEmpty ? paragraph(.noProjects) : table.markup(self)
  }

  fileprivate func areas(_ projects: [MonthDocument.Project]) -> Markup {
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
    return table.isEmpty ? paragraph(.noAreas) : table.markup(self)
  }

  fileprivate func changes(_ projects: [MonthDocument.Project]) -> Markup {
    var table = HTMLTable([(.date, .date), (.name, .text), (.event, .text), (.subject, .key)])
    for project in projects {
      for change in project.changes {
        table.add([
          "\(change.date)", "\(project.name) (\(project.id))", "\(words(change.kind))",
          "\(change.subject)",
        ])
      }
    }
    return table.isEmpty ? paragraph(.noChanges) : table.markup(self)
  }

  fileprivate func provenance(_ document: MonthDocument) -> Markup {
    let sets = document.ruleSets.sorted { $0.key < $1.key }
      .map { "\($0.key) (\($0.value.prefix(12)))" }.joined(separator: texts.separator)
    return facts(
      [
        (.program, "\(document.program)"), (.registerRevision, "\(document.revision)"),
        (.generation, number(document.generation)), (.ruleSet, "\(sets)"),
      ], long: [.ruleSet])
  }
}

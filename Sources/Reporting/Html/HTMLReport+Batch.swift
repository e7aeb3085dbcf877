public import Diagnostics

extension HTMLReport {
  /// The cover page of a batch: what it is, by when to answer, what field checks found so far, and its clues with links to
  /// their pages.
  public static func page(
    _ document: BatchDocument, language: ReportLanguage
  ) throws(TiankanError) -> String {
    let page = try HTMLPage(language)
    let title = page[.batchReport]
    let trial: Markup =
      document.trial
      ? "<ul class=\"badges\"><li class=\"strong\">\(page[.trialBatch])</li></ul>" : ""
    let notice: Markup =
      document.trial ? "\n<p class=\"notice\" role=\"note\">\(page[.trialNotice])</p>" : ""
    let header: Markup =
      "<h1>\(title) \(document.number)</h1>\n\(trial)\(notice)\(page.simulated(document.notices))"
    var body = page.section(
      .identity,
      page.facts([
        (.batchNumber, "\(document.number)"), (.county, "\(document.county)"),
        (.issuedOn, page.date(document.issued)), (.answerBy, page.date(document.deadline)),
        (.gridCell, "\(document.gridCell)"), (.responsible, "\(document.responsible)"),
        (.list, "\(document.clues.count)"), (.heldBack, "\(document.heldBack)"),
      ]))
    body += page.precisionSection(document.precision)
    body += page.section(.answering, page.paragraph(.howToAnswer))
    body += page.section(.list, page.batchTable(document.clues))
    return page.document(
      title: "\(title) \(document.number)", header: header, body: body,
      provenance: document.provenance)
  }
}

extension HTMLPage {
  /// What field checks of the county found, with the interval; that there are none where there are none.
  fileprivate func precisionSection(_ precision: BatchDocument.Precision) -> Markup {
    guard let share = precision.share, let lower = precision.lower, let upper = precision.upper
    else { return section(.fieldPrecision, paragraph(.noFieldChecks)) }
    let interval =
      "\(NumberText.percent(lower, decimals: 0)) – \(NumberText.percent(upper, decimals: 0))"
    return section(
      .fieldPrecision,
      "\(facts([(.fieldPrecision, "\(NumberText.percent(share, decimals: 0))"), (.interval, "\(interval)"), (.checkedPresent, "\(precision.present)"), (.checkedAbsent, "\(precision.absent)"), (.checkedUndecided, "\(precision.undecided)")]))\n\(paragraph(.precisionNote))"
    )
  }

  fileprivate func batchTable(_ lines: [BatchDocument.Line]) -> Markup {
    var table = HTMLTable([
      (.rank, .number), (.publicNumber, .date), (.priority, .text), (.finding, .text),
      (.approval, .text), (.grossArea, .number), (.firstDate, .date), (.confirmedDate, .date),
      (.inFarmland, .text), (.inRedLine, .text), (.gridCell, .text), (.responsible, .text),
    ])
    for line in lines {
      table.add([
        "\(line.rank)", "<a href=\"\(line.page)\">\(line.number)</a>",
        "\(words(line.summary.priority))", "\(words(line.summary.finding))",
        "\(words(line.summary.approval))", area(line.summary.area),
        date(line.summary.dates.first), date(line.summary.dates.confirmed),
        "\(self[line.touchesPermanentFarmland ? .yes : .no])",
        "\(self[line.touchesRedLine ? .yes : .no])", "\(line.gridCell)", "\(line.responsible)",
      ])
    }
    return table.markup(self)
  }
}

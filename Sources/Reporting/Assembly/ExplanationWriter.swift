/// Writes the chain of evidence line by line.
struct ExplanationWriter {
  let page: HTMLPage
  private(set) var lines: [String] = []

  init(page: HTMLPage) { self.page = page }

  private var colon: String { page.texts.colon }

  mutating func write(_ document: ClueDocument) {
    let summary = document.summary
    lines.append("\(page.words(summary.finding)) · \(summary.publicNumber ?? summary.key)")
    item(.key, summary.key)
    item(.priority, page.words(summary.priority))
    item(.approval, page.words(summary.approval))
    if let unit = document.unit {
      item(.unit, "\(page.words(unit.layer)) \(unit.id) \(unit.name ?? "")")
    }
    item(.grossArea, area(document.grossArea))
    item(.netArea, document.netArea.map(area) ?? page[.notStated])
    let position = document.position.cgcs2000
    item(.position, "CGCS2000 \(page.degrees(position))")
    scenes(document)
    baseline(document)
    tests(document)
    persistence(document)
    overlaps(document)
    events(document)
    provenance(document)
  }

  private func area(_ area: ReportArea) -> String {
    "\(NumberText.fixed(area.mu, 2)) \(page[.mu]) (\(NumberText.fixed(area.squareMetres, 1)) \(page[.squareMetres]))"
  }

  private mutating func heading(_ number: Int, _ word: ReportWord) {
    lines.append("")
    lines.append("\(number). \(page[word])")
  }

  private mutating func item(_ word: ReportWord, _ text: String) {
    lines.append("  \(page[word])\(colon)\(text)")
  }

  private mutating func scenes(_ document: ClueDocument) {
    let scenes = document.provenance.scenes
    let used = scenes.filter { ["evidence", "observed", "partly_clear"].contains($0.use.code) }
    heading(1, .usedScenes)
    for scene in used { lines.append("  " + line(scene)) }
    if used.isEmpty { lines.append("  \(page[.noOtherScenes])") }
    lines.append("  \(page[.unusedScenes])\(colon)")
    let unused = scenes.filter { !["evidence", "observed", "partly_clear"].contains($0.use.code) }
    for scene in unused { lines.append("    " + line(scene)) }
    if unused.isEmpty { lines.append("    \(page[.noOtherScenes])") }
    for gap in document.gaps {
      lines.append(
        "  \(page[.noClearView])\(colon)\(gap.from) – \(gap.to) (\(page[.days])\(colon)\(gap.days))"
      )
    }
  }

  private func line(_ scene: ReportScene) -> String {
    let clear =
      scene.clearShare.map { " · \(page[.clearShare]) \(NumberText.percent($0, decimals: 0))" }
      ?? ""
    let version = scene.version.isEmpty ? "" : " (\(scene.version))"
    return "\(scene.date) \(scene.acquisition)\(version) · \(page.words(scene.use))\(clear)"
  }

  private mutating func baseline(_ document: ClueDocument) {
    heading(2, .baseline)
    let first = document.summary.dates.first
    for series in document.series {
      let before = series.points.filter { $0.date < first }
      let normal = series.baseline.last { $0.date <= first }
      let range =
        normal.map {
          " \(NumberText.fixed($0.lower, 3)) – \(NumberText.fixed($0.upper, 3)) (\(NumberText.fixed($0.middle, 3)))"
        } ?? " –"
      lines.append(
        "  \(page.words(series.index))\(colon)\(before.count) \(page[.chartPoints]) < \(first)\(page.texts.separator)\(range.dropFirst())"
      )
    }
    if document.series.isEmpty { lines.append("  \(page[.noSeries])") }
  }

  private mutating func tests(_ document: ClueDocument) {
    heading(3, .tests)
    for test in document.tests {
      let value = test.value.map(NumberText.measured) ?? "–"
      let outcome =
        switch test.met {
        case true?: page[.met]
        case false?: page[.notMet]
        case nil: page[.undecided]
        }
      let when = [test.date, test.period].compactMap { $0 }.joined(separator: " ")
      lines.append(
        "  \(page.words(test.name))\(colon)\(value) \(HTMLPage.symbol(test.comparison)) \(NumberText.measured(test.threshold)) → \(outcome)\(when.isEmpty ? "" : " (\(when))")"
      )
    }
    if document.tests.isEmpty { lines.append("  \(page[.noTests])") }
  }

  private mutating func persistence(_ document: ClueDocument) {
    heading(4, .persistence)
    item(.hits, "\(document.hits) / \(document.observations) \(page[.hitsOf])")
    item(.detectionState, page.words(document.summary.detectionState))
    for mark in document.marks { lines.append("  \(mark.date) \(page.words(mark.kind))") }
  }

  private mutating func overlaps(_ document: ClueDocument) {
    heading(5, .overlaps)
    for overlap in document.overlaps {
      lines.append(
        "  \(page.words(overlap.layer)) \(overlap.unit) \(overlap.name ?? "")\(colon)\(area(overlap.area)), \(page[.shareOfClue]) \(NumberText.percent(overlap.shareOfClue)), \(page[.shareOfUnit]) \(NumberText.percent(overlap.shareOfUnit))"
      )
    }
    if document.overlaps.isEmpty { lines.append("  \(page[.noOverlaps])") }
  }

  private mutating func events(_ document: ClueDocument) {
    heading(6, .events)
    item(.handlingState, page.words(document.summary.handlingState))
    for event in document.journal {
      let note = event.note.map { " · \($0)" } ?? ""
      lines.append("  \(event.date) \(page.words(event.kind))\(note)")
    }
    if document.journal.isEmpty { lines.append("  \(page[.noEvents])") }
  }

  private mutating func provenance(_ document: ClueDocument) {
    heading(7, .provenance)
    let provenance = document.provenance
    item(.program, provenance.program)
    item(.ruleSet, provenance.ruleSets.joined(separator: page.texts.separator))
    item(.areaMethod, page.words(provenance.areaMethod))
    item(.confidence, page.words(provenance.confidence))
    if let generation = provenance.generation { item(.generation, "\(generation)") }
    lines.append("")
    lines.append(page[.clueNotice])
  }
}

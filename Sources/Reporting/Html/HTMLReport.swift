public import Diagnostics

/// Documents as pages: one HTML file each that holds everything it shows and asks nothing from elsewhere.
///
/// For screens from 390 pixels of width, and for A4 paper. Every value is escaped. The same document and pictures give
/// the same bytes.
public enum HTMLReport {
  /// The page of a clue.
  public static func page(
    _ document: ClueDocument, pictures: [ReportPicture], language: ReportLanguage
  ) throws(TiankanError) -> String {
    let page = try HTMLPage(language)
    let summary = document.summary
    let title = page[.clueReport]
    let name = summary.publicNumber ?? summary.key
    let badges: Markup =
      "<li class=\"strong\">\(page.words(summary.priority))</li><li>\(page.words(summary.detectionState))</li><li>\(page.words(summary.handlingState))</li>"
    let approval: Markup =
      summary.approval.code == "not_applicable" ? "" : "<li>\(page.words(summary.approval))</li>"
    let header: Markup =
      "<h1>\(page.words(summary.finding)) · \(name)</h1>\n<p class=\"lead\">\(title) · \(page[.confidence])\(page.texts.colon)\(page.words(document.provenance.confidence))</p>\n<ul class=\"badges\">\(badges)\(approval)</ul>\(page.simulated(document.notices))"
    var body = page.identity(document)
    body += page.notices(document.notices)
    body += page.pictureSection(document.pictures, pictures: pictures)
    body += page.seriesSection(document.series, marks: document.marks, gaps: document.gaps)
    body += page.testSection(document.tests)
    body += page.overlapSection(document.overlaps)
    body += page.eventSection(document.marks, journal: document.journal)
    body += page.gapSection(document.gaps)
    body += page.provenanceSection(document.provenance)
    return page.document(
      title: "\(title) \(name)", header: header, body: body, provenance: document.provenance)
  }

  /// The page of a parcel, a project or a mine.
  public static func page(
    _ document: UnitDocument, pictures: [ReportPicture], language: ReportLanguage
  ) throws(TiankanError) -> String {
    let page = try HTMLPage(language)
    let title = page[Self.heading(of: document.kind.code)]
    let name = document.unit.name.map { "\($0) (\(document.unit.id))" } ?? document.unit.id
    let header: Markup =
      "<h1>\(name)</h1>\n<p class=\"lead\">\(title)</p>\(page.simulated(document.notices))"
    var body = page.identity(document)
    body += page.notices(document.notices)
    body += page.section(.list, page.clueTable(document.clues))
    body += page.pictureSection(document.pictures, pictures: pictures)
    body += page.seriesSection(document.series, marks: document.marks, gaps: document.gaps)
    body += page.periodSection(document.periods)
    body += page.backgroundSection(document.background)
    body += page.gapSection(document.gaps)
    body += page.fieldSection(document.fields)
    body += page.provenanceSection(document.provenance)
    return page.document(
      title: "\(title) \(name)", header: header, body: body, provenance: document.provenance)
  }

  /// The page of a tile.
  public static func page(
    _ document: TileDocument, pictures: [ReportPicture], language: ReportLanguage
  ) throws(TiankanError) -> String {
    let page = try HTMLPage(language)
    let title = page[.tileReport]
    let header: Markup =
      "<h1>\(page[.tile]) \(document.tile)</h1>\n<p class=\"lead\">\(title)</p>\(page.simulated(document.notices))"
    var body = page.identity(document)
    body += page.notices(document.notices)
    body += page.countSection(document.counts)
    body += page.section(.list, page.clueTable(document.clues))
    body += page.pictureSection(document.pictures, pictures: pictures)
    body += page.calendarSection(document.provenance.scenes)
    body += page.gapSection(document.gaps)
    body += page.refusalSection(document.refusals)
    body += page.provenanceSection(document.provenance)
    return page.document(
      title: "\(title) \(document.tile)", header: header, body: body,
      provenance: document.provenance)
  }

  private static func heading(of kind: String) -> ReportWord {
    switch kind {
    case "mine": .mineReport
    case "project": .projectReport
    default: .parcelReport
    }
  }
}

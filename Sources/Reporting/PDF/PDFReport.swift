public import Diagnostics

/// Documents as PDF files for the record: A4, with page numbers, charts and outlines as lines, images as the satellite gave them.
///
/// Says the same as `HTMLReport`, from the same tables; what the screen folds away stands in an appendix. Fonts are embedded,
/// the date of creation is the last day the document knows of: the same document and pictures give the same bytes on one set of
/// fonts and libraries. Takes some tens of milliseconds and keeps no state; may be called from any thread.
///
/// Throws `.installation` where no font has the characters (the package fonts-noto-cjk) or texts are missing.
public enum PDFReport {
  /// The file of a clue.
  public static func bytes(
    _ document: ClueDocument, pictures: [ReportPicture], language: ReportLanguage
  ) throws(TiankanError) -> [UInt8] {
    let words = try HTMLPage(language)
    let summary = document.summary
    let name = summary.publicNumber ?? summary.key
    var pdf = try begin(
      words[.clueReport], name: name, provenance: document.provenance,
      notices: document.notices, language: language)
    var badges = [summary.priority, summary.detectionState, summary.handlingState]
    if summary.approval.code != "not_applicable" { badges.append(summary.approval) }
    try pdf.open(
      .init(
        title: words.words(summary.finding),
        lead: "\(words[.clueReport]) · \(name)", badges: badges.map { words.words($0) }),
      notice: .clueNotice)
    try pdf.facts(.identity, words.identityFacts(document))
    try pdf.facts(.dates, words.dateFacts(document))
    try pdf.facts(
      .areas,
      words.areaFacts(
        gross: document.grossArea, net: document.netArea, pixels: document.pixelCount))
    try pdf.heading(words[.position])
    try pdf.facts(words.positionFacts(document.position))
    try pdf.notices(document.notices)
    try pdf.pictures(document.pictures, pictures)
    try pdf.series(document.series, marks: document.marks, gaps: document.gaps)
    try pdf.table(.tests, words.testTable(document.tests), orElse: .noTests)
    try pdf.table(.overlaps, words.overlapTable(document.overlaps), orElse: .noOverlaps)
    try pdf.table(
      .events, words.eventTable(document.marks, journal: document.journal), orElse: .noEvents)
    try pdf.table(.gaps, words.gapTable(document.gaps), orElse: .noGaps)
    try pdf.facts(.provenance, words.provenanceFacts(document.provenance))
    try pdf.appendix(document.provenance.scenes, series: document.series)
    return try pdf.bytes()
  }

  /// The file of a parcel, a project or a mine.
  public static func bytes(
    _ document: UnitDocument, pictures: [ReportPicture], language: ReportLanguage
  ) throws(TiankanError) -> [UInt8] {
    let words = try HTMLPage(language)
    let title = words[HTMLReport.heading(of: document.kind.code)]
    let name = document.unit.name.map { "\($0) (\(document.unit.id))" } ?? document.unit.id
    var pdf = try begin(
      title, name: name, provenance: document.provenance, notices: document.notices,
      language: language)
    try pdf.open(.init(title: name, lead: title), notice: .clueNotice)
    try pdf.facts(.identity, words.identityFacts(document))
    try pdf.facts(
      .areas, words.areaFacts(gross: document.grossArea, net: document.netArea, pixels: nil))
    try pdf.heading(words[.position])
    try pdf.facts(words.positionFacts(document.position))
    try pdf.notices(document.notices)
    try pdf.table(
      .list, words.clueTable(document.clues), orElse: .noClues, isSmall: true)
    try pdf.pictures(document.pictures, pictures)
    try pdf.series(document.series, marks: document.marks, gaps: document.gaps)
    try pdf.table(.periods, words.periodTable(document.periods))
    for period in document.periods where !period.tests.isEmpty {
      try pdf.subheading(words.name(of: period))
      try pdf.add(PageTable(words.testTable(period.tests), page: words))
    }
    if let background = document.background {
      try pdf.facts(.background, words.backgroundFacts(background))
      try pdf.add(PageTable(words.backgroundTable(background), page: words))
      try pdf.paragraph(words[.backgroundNote], PageStyle.cell)
    }
    try pdf.table(.gaps, words.gapTable(document.gaps), orElse: .noGaps)
    try pdf.table(.fields, words.fieldTable(document.fields))
    try pdf.facts(.provenance, words.provenanceFacts(document.provenance))
    try pdf.appendix(document.provenance.scenes, series: document.series)
    return try pdf.bytes()
  }

  /// The file of a tile.
  public static func bytes(
    _ document: TileDocument, pictures: [ReportPicture], language: ReportLanguage
  ) throws(TiankanError) -> [UInt8] {
    let words = try HTMLPage(language)
    let title = words[.tileReport]
    var pdf = try begin(
      title, name: document.tile, provenance: document.provenance, notices: document.notices,
      language: language)
    try pdf.open(
      .init(title: "\(words[.tile]) \(document.tile)", lead: title), notice: .clueNotice)
    try pdf.facts(.identity, words.identityFacts(document))
    try pdf.notices(document.notices)
    try pdf.table(.counts, words.countTable(document.counts))
    try pdf.pictures(document.pictures, pictures)
    try pdf.table(
      .list, words.clueTable(document.clues), orElse: .noClues, isSmall: true)
    try pdf.calendar(document.provenance.scenes)
    try pdf.table(.gaps, words.gapTable(document.gaps), orElse: .noGaps)
    try pdf.table(.refusals, words.refusalTable(document.refusals), orElse: .noRefusals)
    try pdf.facts(.provenance, words.provenanceFacts(document.provenance))
    try pdf.appendix(document.provenance.scenes, series: [])
    return try pdf.bytes()
  }

  /// The file of a month.
  public static func bytes(
    _ document: MonthDocument, language: ReportLanguage
  ) throws(TiankanError) -> [UInt8] {
    let words = try HTMLPage(language)
    let title = words[.monthReport]
    var pdf = try PDFPage(
      title: title, name: document.month, date: document.day, program: document.program,
      notices: document.notices, language: language)
    try pdf.open(
      .init(
        title: "\(title) \(document.month)",
        lead: "\(words[.countedTo])\(words.texts.colon)\(document.day)"), notice: .monthNotice)
    try pdf.facts(.totals, words.totalFacts(document.totals))
    try pdf.table(.redAndAmber, words.warnings(document.projects), orElse: .noWarnings)
    try pdf.table(.byCounty, words.places(document.provinces + document.counties))
    try pdf.table(.projects, words.projects(document.projects), orElse: .noProjects, isSmall: true)
    try pdf.table(.plannedAndReached, words.areas(document.projects), orElse: .noAreas)
    try pdf.table(.changes, words.changes(document.projects), orElse: .noChanges)
    try pdf.notices(document.notices)
    try pdf.facts(.provenance, words.provenanceFacts(document))
    return try pdf.bytes()
  }

  private static func begin(
    _ title: String, name: String, provenance: ReportProvenance, notices: [ReportTerm],
    language: ReportLanguage
  ) throws(TiankanError) -> PDFPage {
    try PDFPage(
      title: title, name: name, date: provenance.scenes.map(\.date).max() ?? "",
      program: provenance.program, notices: notices, language: language)
  }
}

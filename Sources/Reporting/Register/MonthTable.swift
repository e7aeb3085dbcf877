public import Diagnostics
import GeoIO
import Geometry

/// The report of a month as a spreadsheet: a row per project.
public enum MonthTable {
  /// Writes the spreadsheet; an existing file is replaced by a complete one.
  ///
  /// - Throws: `.usage` for another ending than `.xlsx`; errors of writing.
  public static func write(
    _ document: MonthDocument, to path: String, language: ReportLanguage
  ) throws(TiankanError) {
    let words = try ReportTexts.load(language).document
    let columns: [(ReportWord, FieldDefinition.Kind, (MonthDocument.Project) -> AttributeValue)] = [
      (.identifier, .text, { .text($0.id) }), (.name, .text, { .text($0.name) }),
      (.county, .text, { .text($0.county) }),
      (.colour, .text, { .text($0.colour.words(language)) }),
      (.reason, .text, { .text(Self.list($0.reasons, language)) }),
      (.state, .text, { $0.state.map { .text($0.words(language)) } ?? .null }),
      (.milestonesDue, .integer64, { .integer(Int64($0.due)) }),
      (.milestonesDone, .integer64, { .integer(Int64($0.done)) }),
      (.openMilestone, .text, { $0.open.map { .text("\($0.name) \($0.due)") } ?? .null }),
      (.clockStart, .text, { $0.clock.map { .text($0.start) } ?? .null }),
      (.deadline, .text, { $0.clock.map { .text($0.deadline) } ?? .null }),
      (.daysLeft, .integer64, { $0.clock.map { .integer(Int64($0.daysLeft)) } ?? .null }),
      (.planTotal, .real, { .real($0.areas.reduce(0) { $0 + $1.total.mu }) }),
      (.planned, .real, { .real($0.areas.reduce(0) { $0 + $1.planned.mu }) }),
      (.reached, .real, { .real($0.areas.reduce(0) { $0 + $1.reached.mu }) }),
      (.openClues, .integer64, { $0.clues.open.map { .integer(Int64($0)) } ?? .null }),
      (.newClues, .integer64, { $0.clues.new.map { .integer(Int64($0)) } ?? .null }),
      (.endedClues, .integer64, { $0.clues.ended.map { .integer(Int64($0)) } ?? .null }),
      (
        .decidedShare, .text,
        { $0.decided.map { .text("\($0.period): \($0.decided)/\($0.total)") } ?? .null }
      ), (.responsibleBody, .text, { $0.responsible.map { .text($0) } ?? .null }),
    ]
    let fields = columns.map { FieldDefinition(words[$0.0], $0.1) }
    try ReportSpreadsheet.write(
      document.projects.map { project in columns.map { $0.2(project) } }, fields: fields,
      name: document.month, to: path)
  }

  private static func list(_ terms: [ReportTerm], _ language: ReportLanguage) -> String {
    terms.map { $0.words(language) }.joined(separator: language == .chinese ? "；" : "; ")
  }
}

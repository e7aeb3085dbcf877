import Diagnostics
import Imagery
import LedgerStore
import Monitoring
import Reporting
import Supervision

/// A report that somebody asks for.
struct ReportOrder {
  let desk: InspectionDesk
  let sight: ClueSight
  let subject: String
  let id: String
  let format: ReportForm
  let language: ReportLanguage

  /// The page or document.
  ///
  /// - Throws: `.notFound`, with the same words for what is not there and for what is not theirs to see.
  func bytes(_ reader: inout DeskReader) throws(TiankanError) -> [UInt8] {
    switch subject {
    case "clue": return try clue(&reader)
    case "tile": return try tile(&reader)
    case "month": return try month(reader)
    default:
      guard let kind = ReportUnitKind(rawValue: subject) else { throw missing }
      return try unit(kind, &reader)
    }
  }

  private var missing: TiankanError {
    TiankanError(.notFound, "there is no such \(subject)", subject: id)
  }

  private func clue(_ reader: inout DeskReader) throws(TiankanError) -> [UInt8] {
    let row = try reader.clue(id, sight)
    let key = "\(row.clue.key)"
    // A PDF is drawn from the images themselves, which are not kept.
    let report =
      format == .pdf
      ? try reader.report(ofClue: key, sight)
      : try KeptReport(desk: desk, sight: sight).report(key, &reader)
    return try report.bytes(as: format, language: language)
  }

  private func tile(_ reader: inout DeskReader) throws(TiankanError) -> [UInt8] {
    guard desk.area.tiles.contains(where: { $0.id == id }) else { throw missing }
    let report: LedgerReport<TileDocument>
    do throws(TiankanError) {
      report = try reader.withSight(sight) { reporter, ledger throws(TiankanError) in
        try reporter.tile(id, in: ledger)
      }
    } catch  where error.code == .notFound {
      throw missing
    }
    return try report.bytes(as: format, language: language)
  }

  private func unit(
    _ kind: ReportUnitKind, _ reader: inout DeskReader
  ) throws(TiankanError) -> [UInt8] {
    let report: LedgerReport<UnitDocument>
    do throws(TiankanError) {
      report = try reader.withSight(sight) { reporter, ledger throws(TiankanError) in
        // Looked up first: the report of another county's unit is not even begun.
        let unit = try ledger.landUnit(id, in: kind.layers)
        guard sight.shows(county: unit.county) else { throw missing }
        return try reporter.unit("\(unit.layer):\(unit.id)", kind: kind, in: ledger)
      }
    } catch  where [.notFound, .usage].contains(error.code) {
      throw missing
    }
    return try report.bytes(as: format, language: language)
  }

  private func month(_ reader: borrowing DeskReader) throws(TiankanError) -> [UInt8] {
    guard let address = desk.area.register else {
      throw TiankanError(
        .notFound, "there is no register; add register: to the configuration of the area")
    }
    guard let day = RegisterReporter.lastDay(of: id) else { throw missing }
    let reporter = try RegisterReporter(
      try RegisterStore(opening: address).read(), library: try RuleLibrary.load(files: []),
      program: desk.program)
    let document = try reporter.monthDocument(until: day, seenBy: reader.ledger)
    return switch format {
    case .html: Array(try HTMLReport.page(document, language: language).utf8)
    case .json: Array(try ReportJSON.encode(document).utf8)
    case .pdf: try PDFReport.bytes(document, language: language)
    }
  }
}

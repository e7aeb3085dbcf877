import Diagnostics
import GeoIO
import Geometry
import Imagery
import LedgerStore
import Supervision

/// The files of a batch: map layers, table, evidence pages, cover page, and a document for machines.
struct BatchSnapshot {
  let order: BatchOrder
  let batch: BatchRow
  let precision: FieldPrecision
  let reporter: LedgerReporter
  let language: ReportLanguage

  /// Writes everything into an empty folder.
  func write(to folder: String, from ledger: borrowing Ledger) throws(TiankanError) {
    try AtomicFile.makeFolder("\(folder)/pages")
    var document = try document()
    document.notices = try writePages(to: folder, document, from: ledger)
    try ReportFile.write(ReportJSON.encode(document), to: "\(folder)/batch.json")
    try ReportFile.write(
      try HTMLReport.page(document, language: language), to: "\(folder)/index.html")
    let table = BatchTable(document: document, rows: order.lines.map(\.row), day: order.day)
    try table.writeGeoPackage(
      to: "\(folder)/clues.gpkg", crs: ledger.grid.crs, reporter.assembler.vocabulary)
    try table.writeShapefile(to: "\(folder)/clues.shp", crs: ledger.grid.crs)
    try table.writeSpreadsheet(to: "\(folder)/clues.xlsx", crs: ledger.grid.crs)
  }

  private func document() throws(TiankanError) -> BatchDocument {
    let assembler = reporter.assembler
    var lines: [BatchDocument.Line] = []
    for (rank, (line, entry)) in zip(order.lines, batch.entries).enumerated() {
      let clue = line.row.clue
      lines.append(
        BatchDocument.Line(
          rank: rank + 1, number: entry.number,
          // The snapshot is that of the issued batch.
          summary: try assembler.summary(clue, publicNumber: entry.number, handlingState: .issued),
          netArea: clue.netSquareMetres.map { ReportArea(squareMetres: $0) },
          gridCell: entry.cell, responsible: entry.responsible,
          touchesPermanentFarmland: line.touchesFarmland, touchesRedLine: line.touchesRedLine,
          overlaps: clue.overlaps.map(assembler.overlap), page: "pages/\(entry.number).html"))
    }
    let rules = Set(order.lines.map(\.row.clue.ruleSet)).sorted()
    let interval = precision.interval
    return BatchDocument(
      number: "\(batch.number)", county: batch.number.county, issued: "\(order.day)",
      deadline: "\(batch.deadline)", gridCell: batch.gridCell, responsible: batch.responsible,
      trial: batch.isTrial, heldBack: batch.heldBack,
      precision: .init(
        present: precision.present, absent: precision.absent, undecided: precision.undecided,
        share: interval?.share, lower: interval?.lower, upper: interval?.upper),
      clues: lines, notices: [],
      provenance: assembler.provenance(
        ruleSets: rules, areaMethod: "ellipsoidal_pixels", generation: batch.generation,
        scenes: []))
  }

  /// Writes a page per clue; returns what all of it must carry: that data is simulated.
  private func writePages(
    to folder: String, _ document: BatchDocument, from ledger: borrowing Ledger
  ) throws(TiankanError) -> [ReportTerm] {
    var simulated: ReportTerm?
    for (line, row) in zip(document.clues, order.lines.map(\.row)) {
      var report = try reporter.clue("\(row.clue.key)", in: ledger)
      report.document.summary = line.summary
      try ReportFile.write(
        try HTMLReport.page(report.document, pictures: report.pictures, language: language),
        to: "\(folder)/\(line.page)")
      simulated = simulated ?? report.document.notices.first { $0.code == "simulated" }
    }
    return simulated.map { [$0] } ?? []
  }
}

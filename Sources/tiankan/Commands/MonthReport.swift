import Diagnostics
import Imagery
import LedgerStore
import Monitoring
import Reporting
import Supervision

/// `tiankan report month`: the report of a month over the register and the ledger.
struct MonthReport {
  var id: String
  var register: String?
  var ruleFiles: [String]
  var ledger: String?
  var config: String?

  /// Makes the report and writes it.
  func write(
    _ format: ReportCommand.Format, _ language: ReportLanguage, to out: String?
  ) throws(TiankanError) {
    let document = try document()
    if format == .xlsx {
      guard let out else {
        throw TiankanError(.usage, "a spreadsheet needs --out FILE.xlsx", subject: "--format xlsx")
      }
      try MonthTable.write(document, to: out, language: language)
      return try StandardStreams.print(out)
    }
    let bytes =
      switch format {
      case .json: Array(try ReportJSON.encode(document).utf8)
      case .pdf: try PDFReport.bytes(document, language: language)
      case .html, .xlsx: Array(try HTMLReport.page(document, language: language).utf8)
      }
    if let out {
      try ReportFile.write(bytes, to: out)
      try StandardStreams.print(out)
    } else {
      try StandardStreams.print(String(decoding: bytes.dropLast(), as: UTF8.self))
    }
  }

  private func document() throws(TiankanError) -> MonthDocument {
    guard let day = RegisterReporter.lastDay(of: id) else {
      throw TiankanError(
        .usage, "a month is written 2025-09, a day of it 2025-09-15", subject: id)
    }
    var configuration: Configuration?
    if let file = ConfigurationOption.file(stated: config) {
      configuration = try Configuration(reading: file)
    }
    guard let address = register ?? configuration?.register else {
      throw TiankanError(
        .usage, "no register is given; give --register ADDRESS, or register: in the configuration")
    }
    let reporter = try RegisterReporter(
      try RegisterStore(opening: address).read(), library: try RuleLibrary.load(files: ruleFiles),
      program: "tiankan \(ProgramVersion.current)")
    if let ledger {
      return try reporter.monthDocument(until: day, seenBy: try Ledger(opening: ledger))
    }
    guard let ledger = configuration?.ledger, try Ledger.exists(at: ledger) else {
      return reporter.monthDocument(until: day)
    }
    return try reporter.monthDocument(until: day, seenBy: try Ledger(opening: ledger))
  }
}

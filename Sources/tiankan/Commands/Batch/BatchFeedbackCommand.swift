import ArgumentParser
import Diagnostics
import Foundation
import GeoIO
import Imagery
import LedgerStore
import Monitoring
import Reporting
import Supervision

/// `tiankan batch feedback`: a county's answers into the journal.
struct BatchFeedbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feedback",
    abstract: "Record a county's answers: the filled-in spreadsheet of the batch, or a CSV file.",
    discussion: """
      Columns: 线索编号 (public_number), 核查结果 (result: 现场属实, 现场无此变化, 现场无法判定), 核查日期 (date), 核查人 (person), \
      照片 (photos, names separated by ;), 备注 (note). Rows without a result are left for later; the last answer about a clue \
      counts. Photos must have been taken within --reach of the clue on the day of the check; their datum is stated, because \
      cameras do not know it. The answer moves the state of handling and never that of detection.

      Examples:
        tiankan batch feedback 350582-2026-001 clues.xlsx --config county.yaml --person 李四
        tiankan batch feedback 350582-2026-001 form.xlsx --config county.yaml --person 李四 --photos photos --datum gcj02
      """)

  @Argument(help: "The number of the batch.")
  var batch: String

  @Argument(help: "The file.")
  var file: String

  @OptionGroup var source: ConfigurationOption

  @Option(help: "Who imports the answers; of rows that name no checker, who gave them.")
  var person: String

  @Option(help: ArgumentHelp("The folder of the photos that the file names.", valueName: "folder"))
  var photos: String?

  @Option(
    help: "The datum of the photos' positions: wgs84, cgcs2000 or gcj02.",
    transform: BatchOffice.datum)
  var datum: PositionDatum?

  @Option(help: "How far from the clue a photo may be taken, in metres.")
  var reach = 200.0

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    if photos != nil, datum == nil {
      throw ValidationError("--photos needs --datum wgs84, cgcs2000 or gcj02")
    }
  }

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      let office = try BatchOffice(source)
      let number = try BatchOffice.number(batch)
      let feedback = try FeedbackFile(reading: file, vocabulary: try Vocabulary.builtIn())
      let ledger = try office.openForWriting(console)
      let row = try ledger.batch(number)
      let today = BatchOffice.day(Date.now)
      var verdicts: [Verdict] = []
      var refusals = feedback.refusals
      for answer in feedback.answers {
        guard let entry = row.entries.first(where: { $0.number == answer.number }),
          let key = ClueKey(entry.key)
        else {
          refusals.append(
            Refusal(
              subject: "\(file): \(answer.number)", code: .notFound,
              reason: "this clue is not in the batch \(number); check the number"))
          continue
        }
        if let checked = answer.checked, checked > today {
          refusals.append(
            Refusal(
              subject: "\(file): \(answer.number)", code: .malformed,
              reason: "the day of the check, \(checked), is still to come; correct it"))
          continue
        }
        var verdict = Verdict(
          clue: key, time: BatchOffice.time(Date.now),
          person: answer.person.isEmpty ? person : answer.person, role: "county",
          handlingState: .countyFeedback, remark: answer.remark)
        do throws(TiankanError) {
          verdict.attachments = try attachments(of: answer, key, ledger, today)
        } catch  where ExitStatus.isInputFailure(error) {
          refusals.append(
            Refusal(error, subject: "\(file): \(answer.number), \(error.subject ?? "照片")"))
          continue
        }
        verdict.result = answer.result
        verdict.checked = answer.checked
        verdict.answer = Verdict.BatchAnswer(batch: number, number: answer.number)
        verdicts.append(verdict)
      }
      try ledger.record(verdicts, of: number)
      let checks = try ledger.fieldChecks().filter { $0.batch == number }
      try StandardStreams.print(
        "批次 batch \(number): 本次录入 recorded \(verdicts.count), 累计已反馈 answered \(checks.count) "
          + "/ \(row.entries.count)\n"
          + BatchShowCommand.text(try ledger.fieldPrecision(county: number.county)))
      return refusals
    }
  }

  /// What the journal keeps of the photos of an answer.
  private func attachments(
    of answer: FeedbackFile.Answer, _ key: ClueKey, _ ledger: borrowing Ledger,
    _ today: CalendarDate
  ) throws(TiankanError) -> [String] {
    guard !answer.photos.isEmpty else { return [] }
    guard let photos, let datum else {
      throw TiankanError(
        .malformed, "the row names photos; give their folder with --photos and --datum")
    }
    // The clue may have got another key since; the number stays.
    let row = try ledger.clue(answer.number)
    let checks = try FieldPhotos(
      in: photos, datum: datum, grid: ledger.grid.crs, reach: reach)
    var found: [String] = []
    for name in answer.photos {
      found.append(
        try checks.attachment(
          name, of: row.clue.outline, checked: answer.checked, today: today))
    }
    return found
  }
}

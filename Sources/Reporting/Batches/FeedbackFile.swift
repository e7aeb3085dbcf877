public import Diagnostics
import GeoIO
import Geometry
public import Imagery
public import Supervision

/// A county's answers to a batch: the filled-in spreadsheet of the snapshot, or any table with its columns.
public struct FeedbackFile: Sendable {
  /// The answer about a clue.
  public struct Answer: Hashable, Sendable {
    /// The clue's public number.
    public var number: String
    /// What was found.
    public var result: FieldResult
    /// The day of the check.
    public var checked: CalendarDate?
    /// Who checked; empty where the file does not say.
    public var person: String
    /// In the county's words.
    public var remark: String
    /// Names of photos in the folder that comes with the file.
    public var photos: [String] = []
  }

  /// The answers in the order of the file.
  public var answers: [Answer]
  /// Rows that could not be understood.
  public var refusals: [Refusal]
  /// Rows without a result, which are not answered yet.
  public var unanswered: Int

  private static let names: [String: [String]] = [
    "number": ["线索编号", "public_number", "jcbh"], "result": ["核查结果", "result", "hcjg"],
    "date": ["核查日期", "date", "hcrq"], "person": ["核查人", "person", "hcr"],
    "remark": ["备注", "note", "remark", "bz"], "photos": ["照片", "photos", "zp"],
  ]

  /// Reads a CSV file, a spreadsheet or another table of GDAL's.
  ///
  /// - Throws: `.usage` where the column of numbers or results is missing; errors of reading.
  public init(reading path: String, vocabulary: Vocabulary) throws(TiankanError) {
    let table = try AttributeTable(reading: path, everythingIsText: true)
    var columns: [String: String] = [:]
    for (key, spellings) in Self.names {
      columns[key] = table.fields.first { spellings.contains($0.name.lowercased()) }?.name
    }
    for (key, title) in [("number", "线索编号 (public_number)"), ("result", "核查结果 (result)")]
    where columns[key] == nil {
      throw TiankanError(
        .usage,
        "there is no column \(title); there are \(table.fields.map(\.name).joined(separator: ", "))",
        subject: path)
    }
    answers = []
    refusals = []
    unanswered = 0
    var seen: Set<String> = []
    for row in table.rows {
      func value(_ key: String) -> String {
        (columns[key].flatMap { row[$0]?.text } ?? "").trimmed
      }
      let number = value("number")
      guard !number.isEmpty || !value("result").isEmpty else { continue }
      guard !value("result").isEmpty else {
        unanswered += 1
        continue
      }
      let date = Self.day(value("date"))
      let problem: String? =
        if number.isEmpty {
          "the public number is missing"
        } else if vocabulary.fieldResult(value("result")) == nil {
          "“\(value("result"))” is no result that is known; write 现场属实, 现场无此变化 or 现场无法判定"
        } else if date == nil, !value("date").isEmpty {
          "“\(value("date"))” is no date; write 2026-03-01"
        } else if !seen.insert(number).inserted {
          "the clue is answered twice; keep one row"
        } else {
          nil
        }
      guard problem == nil, let result = vocabulary.fieldResult(value("result")) else {
        refusals.append(
          Refusal(
            subject: "\(path): row \(row.identifier) \(number)", code: .malformed,
            reason: problem ?? ""))
        continue
      }
      answers.append(
        Answer(
          number: number, result: result, checked: date, person: value("person"),
          remark: value("remark"),
          photos: value("photos").split { ";；,，、 ".contains($0) }.map(String.init)))
    }
  }

  /// A day as offices write it: 2026-03-01, 2026/3/1, 2026年3月1日; a time after it is left out.
  static func day(_ text: String) -> CalendarDate? {
    let digits = text.prefix { $0 != " " && $0 != "T" }
      .split { "-/.年月日".contains($0) }.map(String.init)
    guard digits.count == 3, digits[0].count == 4 else { return CalendarDate(text) }
    func padded(_ part: String) -> String { part.count == 1 ? "0" + part : part }
    return CalendarDate("\(digits[0])-\(padded(digits[1]))-\(padded(digits[2]))")
  }
}

extension String {
  /// Without white space at both ends.
  fileprivate var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}

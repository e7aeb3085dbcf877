public import Diagnostics
import GeoIO
import Geometry

/// The yearly evaluation as a spreadsheet: a row per place, 设区市 first.
public enum EvaluationTable {
  /// Writes the spreadsheet; an existing file is replaced by a complete one.
  ///
  /// - Throws: `.usage` for another ending than `.xlsx`; errors of writing.
  public static func write(
    _ document: EvaluationDocument, to path: String, language: ReportLanguage
  ) throws(TiankanError) {
    let words = try ReportTexts.load(language).document
    let fixed: [(ReportWord, FieldDefinition.Kind, (EvaluationDocument.Place) -> AttributeValue)] =
      [
        (.ranking, .integer64, { .integer(Int64($0.rank)) }),
        (.tied, .text, { .text(words[$0.isTied ? .yes : .no]) }),
        (.scoreLower, .real, { .real($0.lower) }), (.scoreUpper, .real, { .real($0.upper) }),
        (.projects, .integer64, { .integer(Int64($0.projects)) }),
      ]
    let measures = (document.cities + document.counties).first?.values.map(\.measure) ?? []
    var fields = [
      FieldDefinition(words[.level], .text), FieldDefinition(words[.placeCode], .text),
    ]
    fields += fixed.map { FieldDefinition(words[$0.0], $0.1) }
    fields += measures.map { FieldDefinition("\($0.words(language)) %", .text) }
    var rows: [[AttributeValue]] = []
    func add(_ place: EvaluationDocument.Place, _ level: ReportWord) {
      var row: [AttributeValue] = [.text(words[level]), .text(place.code)]
      row += fixed.map { $0.2(place) }
      row += place.values.map { AttributeValue.text($0.shareText) }
      rows.append(row)
    }
    for place in document.cities { add(place, .cities) }
    for place in document.counties { add(place, .counties) }
    try ReportSpreadsheet.write(rows, fields: fields, name: document.day, to: path)
  }
}

extension EvaluationDocument.Value {
  /// The share in hundredths, `62.5` or `50–100`; a question mark where nothing is known.
  var shareText: String {
    guard let lower, let upper else { return "?" }
    func hundredths(_ share: Double) -> String { NumberText.fixed(share * 100, 1) }
    return lower == upper ? hundredths(lower) : "\(hundredths(lower))–\(hundredths(upper))"
  }
}

extension EvaluationDocument.Place {
  /// The score, with both bounds where they differ.
  var scoreText: String {
    lower == upper
      ? NumberText.fixed(lower, 2)
      : "\(NumberText.fixed(lower, 2))–\(NumberText.fixed(upper, 2))"
  }
}

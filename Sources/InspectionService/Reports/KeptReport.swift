import Diagnostics
import Foundation
import LedgerStore
import Reporting

/// Documents with their pictures, drawn once per state of the ledger: drawing takes most of the time of a report.
struct KeptReport {
  /// The report of a clue in pieces.
  struct Clue {
    /// The document as JSON.
    var document: [UInt8]
    /// What each pair of pictures shows.
    var contents: [String]
    /// The days of the pictures; nil without.
    var pictures: (before: String, after: String)?

    var pictureCount: Int { contents.count }
  }

  /// What is kept of a report besides its pictures.
  private struct Frame: Codable {
    var document: ClueDocument
    var contents: [String]
    var shows: [[Bool]]
    var lower: [Double?]
    var upper: [Double?]
    var names: [[String]]
  }

  let desk: InspectionDesk
  let sight: ClueSight

  /// The report of a clue that the visitor may see.
  ///
  /// - Parameter key: The clue's present key.
  func clue(_ key: String, _ reader: inout DeskReader) throws(TiankanError) -> Clue {
    let report = try report(key, &reader)
    return Clue(
      document: Array(try ReportJSON.encode(report.document).utf8),
      contents: report.pictures.map { $0.content.code },
      pictures: report.document.pictures.map { ($0.before.date, $0.after.date) })
  }

  /// The report of a clue with its pictures.
  func report(
    _ key: String, _ reader: inout DeskReader
  ) throws(TiankanError) -> LedgerReport<ClueDocument> {
    let mark = try reader.ledger.mark()
    let name = "\(mark.generation).\(mark.lastEvent).\(desk.watch.shelf.number) report \(key)"
    if let frame = desk.answers["\(name) frame"],
      let kept = try? JSONDecoder().decode(Frame.self, from: Data(frame.bytes)),
      let pictures = pictures(of: kept, name)
    {
      return LedgerReport(document: kept.document, pictures: pictures)
    }
    let made = try reader.report(ofClue: key, sight)
    keep(made, name)
    return made
  }

  private func keep(_ report: LedgerReport<ClueDocument>, _ name: String) {
    var frame = Frame(
      document: report.document, contents: [], shows: [], lower: [], upper: [], names: [])
    for (number, picture) in report.pictures.enumerated() {
      frame.contents.append(picture.content.code)
      frame.shows.append([picture.showsClue, picture.showsBoundaries])
      var ends: (Double?, Double?) = (nil, nil)
      var names: [String] = []
      switch picture.content {
      case .trueColor: break
      case .falseColor(let bands): names = bands
      case .index(let term, let lower, let upper):
        ends = (lower, upper)
        names = [term.code, term.zh, term.en]
      }
      frame.lower.append(ends.0)
      frame.upper.append(ends.1)
      frame.names.append(names)
      for (side, bytes) in [("before", picture.before), ("after", picture.after)] {
        desk.answers.keep(
          ByteCache.Item(bytes, type: "image/png"), for: "\(name) \(number) \(side)")
      }
    }
    if let data = try? JSONEncoder().encode(frame) {
      desk.answers.keep(
        ByteCache.Item(Array(data), type: "application/json"), for: "\(name) frame")
    }
  }

  private func pictures(of frame: Frame, _ name: String) -> [ReportPicture]? {
    var pictures: [ReportPicture] = []
    for number in frame.contents.indices {
      guard let before = desk.answers["\(name) \(number) before"],
        let after = desk.answers["\(name) \(number) after"],
        let content = ReportPicture.Content(
          frame.contents[number], frame.names[number], frame.lower[number], frame.upper[number])
      else { return nil }
      pictures.append(
        ReportPicture(
          content: content, before: before.bytes, after: after.bytes,
          showsClue: frame.shows[number][0], showsBoundaries: frame.shows[number][1]))
    }
    return pictures
  }
}

extension ReportPicture.Content {
  /// A word for what the picture shows.
  var code: String {
    switch self {
    case .trueColor: "true_color"
    case .falseColor: "false_color"
    case .index(let term, _, _): term.code
    }
  }

  fileprivate init?(_ code: String, _ names: [String], _ lower: Double?, _ upper: Double?) {
    switch code {
    case "true_color": self = .trueColor
    case "false_color": self = .falseColor(names)
    default:
      guard names.count == 3, let lower, let upper else { return nil }
      self = .index(
        ReportTerm(code: names[0], zh: names[1], en: names[2]), lower: lower, upper: upper)
    }
  }
}

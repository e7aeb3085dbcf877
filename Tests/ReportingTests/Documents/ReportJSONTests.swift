import Foundation
import Reporting
import Testing

@Suite struct ReportJSONTests {
  @Test func `a clue document reads back as it was written`() throws {
    let document = try makeClueDocument()
    let text = try ReportJSON.encode(document)
    #expect(try ReportJSON.decode(ClueDocument.self, from: text) == document)
    #expect(try ReportJSON.encode(document) == text)
  }

  // The keys are a contract with readers of the files: whoever changes them changes the schema's number, too.
  @Test func `the keys of a clue document are those of the schema`() throws {
    let text = try ReportJSON.encode(makeClueDocument())
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    var keys: Set<String> = []
    collect(object, "", into: &keys)
    #expect(object as? [String: Any] != nil)
    for key in [
      "schema", "summary.key", "summary.public_number", "summary.kind.code", "summary.kind.zh",
      "summary.kind.en", "summary.finding.code", "summary.detection_state.code",
      "summary.handling_state.code", "summary.priority.code", "summary.approval.code",
      "summary.dates.first", "summary.dates.provisional", "summary.dates.confirmed",
      "summary.dates.last", "summary.area.square_metres", "summary.area.mu",
      "summary.position.longitude", "tile", "county", "hits", "observations", "pixel_count",
      "gross_area.square_metres", "gross_area.mu", "position.cgcs2000.longitude",
      "position.cgcs2000.latitude", "position.wgs84.longitude", "position.grid.crs",
      "position.grid.x", "position.grid.y", "overlaps.[].layer.code", "overlaps.[].unit",
      "overlaps.[].name", "overlaps.[].area.mu", "overlaps.[].share_of_clue",
      "overlaps.[].share_of_unit", "tests.[].name.code", "tests.[].value", "tests.[].comparison",
      "tests.[].threshold", "tests.[].met", "tests.[].date", "tests.[].period",
      "series.[].index.code", "series.[].points.[].date", "series.[].points.[].median",
      "series.[].points.[].lower_quartile", "series.[].points.[].upper_quartile",
      "series.[].points.[].platform", "series.[].points.[].clear_share",
      "series.[].baseline.[].lower", "series.[].baseline.[].middle",
      "series.[].baseline.[].upper", "marks.[].kind.code", "marks.[].date", "journal.[].note",
      "gaps.[].from", "gaps.[].to", "gaps.[].days", "notices.[].code", "provenance.program",
      "provenance.rule_sets.[]", "provenance.area_method.code", "provenance.confidence.zh",
      "provenance.generation", "provenance.scenes.[].acquisition", "provenance.scenes.[].version",
      "provenance.scenes.[].use.code", "provenance.scenes.[].clear_share",
    ] { #expect(keys.contains(key), "\(key) is missing") }
  }

  @Test func `confidence is said to be uncalibrated`() throws {
    let document = try makeClueDocument()
    #expect(document.provenance.confidence.zh == "未校准")
    #expect(document.schema == "tiankan-report-clue-1")
  }

  private func collect(_ value: Any, _ path: String, into keys: inout Set<String>) {
    switch value {
    case let object as [String: Any]:
      for (key, inner) in object {
        collect(inner, path.isEmpty ? key : "\(path).\(key)", into: &keys)
      }
    case let list as [Any]: for inner in list { collect(inner, "\(path).[]", into: &keys) }
    default: keys.insert(path)
    }
  }
}

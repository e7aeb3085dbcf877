import Foundation
import GeoIO
import Imagery
import Testing

@testable import Reporting

@Suite struct PDFReportTests {
  private func pictures() throws -> [ReportPicture] {
    let scenes = try recoveryScenes()
    let site = try recoverySite()
    return try PlacePictures.draw(
      ReportPlace(outline: site.outline, crs: site.crs), before: scenes[3], after: scenes[4])
  }

  private func documentWithPictures() throws -> ClueDocument {
    var document = try makeClueDocument()
    document.pictures = ReportPictureNote(
      before: .init(acquisition: "before-scene", date: "2023-03-01", clearShare: 0.98),
      after: .init(acquisition: "after-scene", date: "2024-03-12", clearShare: nil),
      seasonDays: 11, reasons: [])
    return document
  }

  @Test(arguments: ReportLanguage.allCases)
  func `poppler reads the numbers of the JSON document in the PDF`(
    language: ReportLanguage
  ) throws {
    let document = try makeClueDocument()
    let text = try PDFText.text(
      of: PDFReport.bytes(document, pictures: [], language: language)
    ).filter { !$0.isWhitespace }
    let json =
      try JSONSerialization.jsonObject(
        with: Data(ReportJSON.encode(document).utf8)) as? [String: Any]
    let numbers = try numbers(of: try #require(json))
    #expect(numbers.count > 150)
    for number in numbers {
      #expect(text.contains(number.filter { !$0.isWhitespace }), "\(number)")
    }
    #expect(text.contains(document.summary.key.filter { !$0.isWhitespace }))
  }

  /// The figures of a document as the page rounds them, from the JSON alone.
  private func numbers(of json: [String: Any]) throws -> [String] {
    func object(_ value: Any?) throws -> [String: Any] { try #require(value as? [String: Any]) }
    func list(_ value: Any?) throws -> [[String: Any]] { try #require(value as? [[String: Any]]) }
    func rounded(_ value: Any?, _ decimals: Int) throws -> String {
      String(format: "%.\(decimals)f", try #require(value as? Double))
    }
    let area = try object(json["gross_area"])
    var found = [try rounded(area["mu"], 2), try rounded(area["square_metres"], 1)]
    let place = try object(try object(json["position"])["cgcs2000"])
    found += [try rounded(place["longitude"], 6), try rounded(place["latitude"], 6)]
    for overlap in try list(json["overlaps"]) {
      found.append(try rounded(try object(overlap["area"])["square_metres"], 1))
    }
    for test in try list(json["tests"]) {
      if let value = test["value"] as? Double { found.append("\(value)") }
    }
    for series in try list(json["series"]) {
      for point in try list(series["points"]) {
        found.append(try rounded(point["median"], 3))
        found.append(try #require(point["date"] as? String))
        if point["lower_quartile"] is Double {
          found.append(try rounded(point["lower_quartile"], 3))
          found.append(try rounded(point["upper_quartile"], 3))
        }
      }
    }
    for scene in try list(try object(json["provenance"])["scenes"]) {
      found.append(try #require(scene["acquisition"] as? String))
    }
    return found
  }

  @Test func `pages are A4 with numbers, and the same document gives the same bytes`() throws {
    let document = try documentWithPictures()
    let pictures = try pictures()
    let first = try PDFReport.bytes(document, pictures: pictures, language: .chinese)
    let second = try PDFReport.bytes(document, pictures: pictures, language: .chinese)
    #expect(first == second)
    let information = try PDFText.information(of: first)
    #expect(information["Page size"]?.hasPrefix("595.276 x 841.89 pts (A4)") == true)
    let pages = try #require(information["Pages"].flatMap { Int($0) })
    #expect(pages > 2)
    let text = try PDFText.text(of: first)
    for page in 1...pages { #expect(text.contains("第 \(page) 页，共 \(pages) 页")) }
    let last = try #require(document.provenance.scenes.map(\.date).max())
    let created = try #require(information["CreationDate"])
    #expect(created.contains(last.suffix(2)) && created.contains(last.prefix(4)))
  }

  @Test func `images are embedded as the satellite gave them, pixel for pixel`() throws {
    let pictures = try pictures()
    let images = try PDFText.images(
      of: PDFReport.bytes(try documentWithPictures(), pictures: pictures, language: .english))
    let expected = try pictures.flatMap { picture in
      let grid = try #require(picture.map).grid
      return Array(repeating: (grid.columns, grid.rows), count: 2)
    }
    #expect(images.map { [$0.width, $0.height] } == expected.map { [$0.0, $0.1] })
  }

  @Test func `a table goes on over pages with its head, and no line is lost`() throws {
    var document = try makeClueDocument()
    let event = try #require(document.marks.first)
    document.journal = (0..<180).map { number in
      ReportEvent(date: "2025-01-01", kind: event.kind, note: "entry-\(number).")
    }
    let text = try PDFText.text(
      of: PDFReport.bytes(document, pictures: [], language: .english))
    for number in 0..<180 { #expect(text.contains("entry-\(number).")) }
    let words = try ReportTexts.load(.english).document
    let heads =
      text.components(
        separatedBy: "\(words[.date]) \(words[.event]) \(words[.note])"
      ).count - 1
    #expect(heads >= 3)
  }

  @Test func `a note longer than a page is cut into pieces and kept whole`() throws {
    var document = try makeClueDocument()
    let event = try #require(document.marks.first)
    let note = (0..<3000).map { "word\($0)" }.joined(separator: " ")
    document.journal = [ReportEvent(date: "2025-01-01", kind: event.kind, note: note)]
    let text = try PDFText.text(
      of: PDFReport.bytes(document, pictures: [], language: .english)
    ).filter { !$0.isWhitespace }
    for number in stride(from: 0, to: 3000, by: 97) { #expect(text.contains("word\(number)w")) }
    #expect(text.contains("word2999"))
  }

  @Test func `simulated data says so on every page`() throws {
    var document = try makeClueDocument()
    let term = try ReportTerms.load().term(.notices, "simulated")
    document.notices = [term]
    let bytes = try PDFReport.bytes(document, pictures: [], language: .chinese)
    let pages = try PDFText.text(of: bytes).split(separator: "\u{0C}")
      .filter { $0.contains { !$0.isWhitespace } }
    let count = try PDFText.information(of: bytes)["Pages"].flatMap { Int($0) }
    #expect(pages.count == count)
    for page in pages { #expect(page.contains(term.zh)) }
  }

  @Test func `tiles, land units and months become PDF files`() throws {
    let clue = try makeClueDocument()
    var tile = TileDocument(
      tile: "50RMU-1", crs: "EPSG:4548", core: [500_000, 2_757_000, 504_000, 2_760_000],
      decidedShare: 0.873, provenance: clue.provenance)
    tile.clues = Array(repeating: clue.summary, count: 40)
    let text = try PDFText.text(of: PDFReport.bytes(tile, pictures: [], language: .english))
    #expect(text.contains("87.3 %"))
    var unit = UnitDocument(
      kind: .init(code: "parcel", zh: "图斑", en: "parcel"),
      unit: .init(layer: .init(code: "cropland", zh: "耕地", en: "cropland"), id: "P-1", name: nil),
      layerVersion: nil, county: "350582", grossArea: clue.grossArea, netArea: nil,
      position: clue.position, provenance: clue.provenance)
    unit.series = clue.series
    #expect(
      try PDFText.text(of: PDFReport.bytes(unit, pictures: [], language: .english))
        .contains("P-1"))
  }
}

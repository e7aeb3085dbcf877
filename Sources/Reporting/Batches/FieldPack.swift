public import Diagnostics
import Foundation
import GeoIO
public import Geometry
import Imagery
import Supervision

/// Makes the pack that inspectors take along: route, form, receiver file, and the evidence pages of the frozen snapshot.
public enum FieldPack {
  /// The columns of the form that inspectors fill in; `batch feedback` reads them.
  static let answers = ["核查结果", "核查日期", "核查人", "照片", "备注"]

  /// Writes the pack of an issued batch into a new folder: `index.html`, `form.xlsx`, `route.gpx`, `pack.json`, `pages/`.
  ///
  /// - Parameters:
  ///   - snapshot: The folder of the batch.
  ///   - folder: The folder to make.
  ///   - start: Longitude and latitude in CGCS2000 where the way starts; nil for the northernmost clue.
  ///   - language: The language of the page.
  /// - Returns: The pack.
  /// - Throws: `.notFound` for a snapshot that is not there; `.duplicate` where something is at the folder; errors of writing.
  @discardableResult
  public static func write(
    _ snapshot: String, to folder: String, from start: Coordinate?, language: ReportLanguage
  ) throws(TiankanError) -> FieldPackDocument {
    guard let data = FileManager.default.contents(atPath: "\(snapshot)/batch.json") else {
      throw TiankanError(
        .notFound, "the snapshot of the batch is not there; restore it from a copy",
        subject: snapshot)
    }
    guard !FileManager.default.fileExists(atPath: folder) else {
      throw TiankanError(
        .duplicate, "something is there already; name a new folder", subject: folder)
    }
    let batch = try ReportJSON.decode(
      BatchDocument.self, from: String(decoding: data, as: UTF8.self))
    let pack = try document(batch, from: start)
    let temporary = "\(folder).\(ProcessInfo.processInfo.processIdentifier).part"
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    do {
      try FileManager.default.createDirectory(
        atPath: temporary, withIntermediateDirectories: false)
      try FileManager.default.copyItem(
        atPath: "\(snapshot)/pages", toPath: "\(temporary)/pages")
    } catch {
      throw TiankanError(
        .outputFailed, "the pack cannot be written; check the folder", subject: folder,
        cause: "\(error)")
    }
    try ReportFile.write(try ReportJSON.encode(pack), to: "\(temporary)/pack.json")
    try ReportFile.write(gpx(pack), to: "\(temporary)/route.gpx")
    try ReportFile.write(
      try HTMLReport.page(pack, language: language), to: "\(temporary)/index.html")
    try writeForm(pack, to: "\(temporary)/form.xlsx")
    do {
      try FileManager.default.moveItem(atPath: temporary, toPath: folder)
    } catch {
      throw TiankanError(
        .outputFailed, "the pack cannot get its name; check the folder", subject: folder,
        cause: "\(error)")
    }
    return pack
  }

  private static func document(
    _ batch: BatchDocument, from start: Coordinate?
  ) throws(TiankanError) -> FieldPackDocument {
    let china = try CGCS2000.geographic()
    let middle =
      batch.clues.reduce(0) { $0 + $1.summary.position.longitude }
      / Double(max(1, batch.clues.count))
    // The zone of three degrees whose central meridian is nearest: the map sheets of surveys.
    let zone = try CGCS2000.zone(number: Int((middle / 3).rounded()))
    let systems = try PositionSystems(of: zone)
    let plane = try CoordinateTransform(from: china, to: zone)
    var places = batch.clues.map {
      Coordinate(x: $0.summary.position.longitude, y: $0.summary.position.latitude)
    }
    let degrees = places
    try plane.transform(&places)
    var first = start.map { [$0] } ?? []
    try plane.transform(&first)
    let route = VisitRoute(places, from: first.first)
    var stops: [FieldPackDocument.Stop] = []
    for (index, place) in route.order.enumerated() {
      let line = batch.clues[place]
      stops.append(
        FieldPackDocument.Stop(
          order: index + 1, number: line.number, finding: line.summary.finding,
          area: line.summary.area,
          position: try systems.position(
            longitude: degrees[place].x, latitude: degrees[place].y),
          leg: (route.legs[index] * 10).rounded() / 10, gridCell: line.gridCell,
          responsible: line.responsible, page: line.page))
    }
    return FieldPackDocument(
      batch: batch.number, deadline: batch.deadline, length: route.length.rounded(), stops: stops,
      notices: batch.notices, provenance: batch.provenance)
  }

  /// Waypoints and the way for receivers (GPX 1.1, WGS 84).
  private static func gpx(_ pack: FieldPackDocument) -> String {
    var points = ""
    for (tag, stops) in [("wpt", pack.stops), ("rtept", pack.stops)] {
      if tag == "rtept" { points += "<rte><name>\(Markup.escaped(pack.batch))</name>\n" }
      for stop in stops {
        let position = stop.position.wgs84
        points +=
          "<\(tag) lat=\"\(NumberText.fixed(position.latitude, 7))\" lon=\"\(NumberText.fixed(position.longitude, 7))\"><name>\(stop.order) \(Markup.escaped(stop.number))</name><desc>\(Markup.escaped(stop.finding.zh))</desc></\(tag)>\n"
      }
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <gpx version="1.1" creator="tiankan" xmlns="http://www.topografix.com/GPX/1/1">
      \(points)</rte>
      </gpx>

      """
  }

  private static func writeForm(
    _ pack: FieldPackDocument, to path: String
  ) throws(TiankanError) {
    typealias Column = (FieldDefinition, (FieldPackDocument.Stop) -> AttributeValue)
    func number(_ name: String, _ value: @escaping (FieldPackDocument.Stop) -> Double) -> Column {
      (FieldDefinition(name, .real), { .real(value($0)) })
    }
    func text(_ name: String, _ value: @escaping (FieldPackDocument.Stop) -> String?) -> Column {
      (FieldDefinition(name, .text), { value($0).map { .text($0) } ?? .null })
    }
    var columns: [Column] = [
      (FieldDefinition("路线顺序", .integer64), { .integer(Int64($0.order)) }),
      text("线索编号") { $0.number }, text("判读结论") { $0.finding.zh },
      number("面积(亩)") { $0.area.mu },
      number("CGCS2000经度") { $0.position.cgcs2000.longitude },
      number("CGCS2000纬度") { $0.position.cgcs2000.latitude },
      number("WGS84经度") { $0.position.wgs84.longitude },
      number("WGS84纬度") { $0.position.wgs84.latitude },
      number("东坐标") { $0.position.grid.x }, number("北坐标") { $0.position.grid.y },
      text("平面坐标系") { $0.position.grid.crs }, number("距上一处(米)") { $0.leg },
      text("管理网格") { $0.gridCell }, text("责任人") { $0.responsible },
      text("反馈期限") { _ in pack.deadline },
    ]
    columns += answers.map { name in text(name) { _ in nil } }
    try ExchangeFile.write(
      pack.stops.map { stop in
        Feature(
          identifier: stop.number,
          attributes: columns.map { Feature.Attribute($0.0.name, $0.1(stop)) },
          geometry: MultiPolygon([]))
      }, fields: columns.map(\.0), name: pack.batch, to: path, format: .spreadsheet,
      crs: CGCS2000.geographic())
  }
}

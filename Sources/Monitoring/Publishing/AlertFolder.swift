public import Diagnostics
import Foundation
import GeoIO
import Geometry
public import Imagery
import LedgerStore
import Supervision

/// The folder of the internal alert feed: per run `run-N.jsonl`, `run-N.geojson`, and last `run-N.json`, which says
/// that the others are complete. Each file appears under its name only when it is whole.
public struct AlertFolder: Sendable {
  /// Where it is.
  public let path: String

  /// Names a folder; it is made when something is written.
  public init(path: String) { self.path = path }

  /// The path of a run's file.
  public func file(ofRun run: Int, _ ending: String) -> String { "\(path)/run-\(run).\(ending)" }

  /// Whether the alerts of a run are all there.
  public func isComplete(run: Int) -> Bool {
    FileManager.default.fileExists(atPath: file(ofRun: run, "json"))
  }

  /// Writes the alerts of a run; the same alerts give the same bytes.
  ///
  /// - Parameter crs: The CRS of the outlines.
  /// - Throws: `.diskFull`, `.permission`, `.outputFailed`.
  public func write(
    _ night: NightAlerts, crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw TiankanError(
        .outputFailed, "the folder of the alerts cannot be made; check its permissions",
        subject: path, cause: "\(error)")
    }
    let vocabulary = try Vocabulary.builtIn()
    let lines = night.alerts.enumerated().map {
      AlertLine($0.element, rank: $0.offset + 1, of: night, vocabulary)
    }
    var text = Data()
    for line in lines {
      text.append(try Self.encode(line))
      text.append(UInt8(ascii: "\n"))
    }
    let run = night.run.number
    try AtomicFile.write(text, to: file(ofRun: run, "jsonl"))
    try writeMap(night, lines, crs)
    var document = try Self.encode(NightDocument(night, vocabulary), isPretty: true)
    document.append(UInt8(ascii: "\n"))
    try AtomicFile.write(document, to: file(ofRun: run, "json"))
  }

  /// A feature per alert, with what a map needs; the JSON lines have the rest.
  private func writeMap(
    _ night: NightAlerts, _ lines: [AlertLine], _ crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    var writer = try FeatureWriter(
      path: file(ofRun: night.run.number, "geojson"), format: .geoJSON, crs: crs)
    let texts = [
      "clue_key", "public_number", "kind", "kind_zh", "kind_en", "finding", "detection_state",
      "detection_state_zh", "priority", "approval", "county", "grid_cell", "first_date",
      "confirmed_date", "last_date", "ended_date",
    ]
    let layer = try writer.addLayer(
      name: "alert",
      fields: [FieldDefinition("rank", .integer64)] + texts.map { FieldDefinition($0, .text) } + [
        FieldDefinition("never_dropped", .json), FieldDefinition("events", .json),
        FieldDefinition("area_m2", .real), FieldDefinition("area_mu", .real),
        FieldDefinition("longitude", .real), FieldDefinition("latitude", .real),
      ], geometry: .multiPolygon)
    for (alert, line) in zip(night.alerts, lines) {
      let values: [String?] = [
        line.clueKey, line.publicNumber, line.kind, line.kindZh, line.kindEn, line.finding,
        line.detectionState, line.detectionStateZh, line.priority, line.approval, line.county,
        line.gridCell, line.firstDate, line.confirmedDate, line.lastDate, line.endedDate,
      ]
      var attributes = [Feature.Attribute("rank", .integer(Int64(line.rank)))]
      for (name, value) in zip(texts, values) {
        attributes.append(Feature.Attribute(name, value.map { .text($0) } ?? .null))
      }
      let events = line.events.map { "\"\($0)\"" }.joined(separator: ",")
      attributes += [
        Feature.Attribute("never_dropped", .text(line.neverDropped ? "true" : "false")),
        Feature.Attribute("events", .text("[\(events)]")),
        Feature.Attribute("area_m2", .real(line.areaM2)),
        Feature.Attribute("area_mu", .real(line.areaMu)),
        Feature.Attribute("longitude", .real(line.longitude)),
        Feature.Attribute("latitude", .real(line.latitude)),
      ]
      try writer.write(
        Feature(
          identifier: line.clueKey, attributes: attributes, geometry: alert.row.clue.outline),
        fid: Int64(line.rank), to: layer)
    }
    try writer.finish()
  }

  private static func encode(
    _ value: some Encodable, isPretty: Bool = false
  ) throws(TiankanError) -> Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    do {
      return try encoder.encode(value)
    } catch {
      throw TiankanError(.bug, "an alert cannot be written as JSON", cause: "\(error)")
    }
  }
}

public import Diagnostics
import GeoIO
import Geometry
public import Imagery
public import Supervision

/// A file of clues: the change polygons of one run with their overlaps, scenes and settings.
///
/// A GeoPackage has the tables `clue`, `clue_overlap`, `scene`, `run` and `refusal` (`docs/formats.md`); GeoJSON has
/// the clues with their overlaps nested. Clues are written as they come, so memory does not grow with their number.
/// Nothing stands under the file's name until `finish`; a file that was there before stays intact until then.
public struct ClueFile: ~Copyable {
  private var writer: FeatureWriter
  let tables: Tables
  let vocabulary: Vocabulary
  let header: Header
  private var clueCount: Int64 = 0
  private var overlapCount: Int64 = 0

  /// What all clues of a file have in common.
  public struct Header: Hashable, Sendable {
    /// The method that found them.
    public var method: String
    /// The rule set and its version.
    public var ruleSet: String
    /// The names of the evidence, in order; each becomes a column.
    public var evidence: [String]
    /// A remark that every clue carries, such as that approvals were not given.
    public var remark: Phrase?

    /// Creates a header.
    public init(method: String, ruleSet: String, evidence: [String], remark: Phrase?) {
      self.method = method
      self.ruleSet = ruleSet
      self.evidence = evidence
      self.remark = remark
    }
  }

  struct Tables {
    var clue: FeatureWriter.Layer
    var overlap: FeatureWriter.Layer?
    var scene: FeatureWriter.Layer?
    var run: FeatureWriter.Layer?
    var refusal: FeatureWriter.Layer?
  }

  /// Starts a file; the ending of its name says the format (`.gpkg`, `.geojson`, `.json`).
  public init(
    path: String, crs: CoordinateReferenceSystem, header: Header, vocabulary: Vocabulary
  ) throws(TiankanError) {
    var writer = try FeatureWriter(path: path, crs: crs)
    let isGeoPackage = writer.format == .geoPackage
    let clue = try writer.addLayer(
      name: "clue", fields: Self.clueFields(header, nestsOverlaps: !isGeoPackage),
      geometry: .multiPolygon)
    if isGeoPackage {
      tables = Tables(
        clue: clue,
        overlap: try writer.addLayer(
          name: "clue_overlap", fields: Self.overlapFields, geometry: .none),
        scene: try writer.addLayer(name: "scene", fields: Self.sceneFields, geometry: .none),
        run: try writer.addLayer(name: "run", fields: Self.runFields, geometry: .none),
        refusal: try writer.addLayer(name: "refusal", fields: Self.refusalFields, geometry: .none))
    } else {
      tables = Tables(clue: clue)
    }
    self.writer = writer
    self.header = header
    self.vocabulary = vocabulary
  }

  /// Appends a clue.
  public mutating func append(_ clue: Clue) throws(TiankanError) {
    clueCount += 1
    let row = Feature(
      identifier: "\(clueCount)", attributes: try attributes(of: clue), geometry: clue.outline)
    try writer.write(row, fid: clueCount, to: tables.clue)
    guard let table = tables.overlap else { return }
    for overlap in clue.overlaps {
      overlapCount += 1
      try writer.write(
        Feature(
          identifier: "\(overlapCount)", attributes: Self.attributes(of: overlap, clue: clue.key),
          geometry: MultiPolygon([])), fid: overlapCount, to: table)
    }
  }

  /// Writes what the run rests on and puts the file in its place.
  ///
  /// - Parameters:
  ///   - scenes: The scenes of the run.
  ///   - run: Names and values that describe the run: versions, settings, counts.
  ///   - refusals: The inputs that were left out.
  public consuming func finish(
    scenes: [SceneRecord], run: [(name: String, value: String)], refusals: [Refusal]
  ) throws(TiankanError) {
    if let table = tables.scene {
      for (number, scene) in scenes.enumerated() {
        try writer.writeRow(
          Self.attributes(of: scene, vocabulary), fid: Int64(number + 1), to: table)
      }
    }
    if let table = tables.run {
      for (number, entry) in run.enumerated() {
        try writer.writeRow(
          [.init("name", .text(entry.name)), .init("value", .text(entry.value))],
          fid: Int64(number + 1), to: table)
      }
    }
    if let table = tables.refusal {
      for (number, refusal) in refusals.enumerated() {
        try writer.writeRow(
          [
            .init("subject", .text(refusal.subject)), .init("code", .text(refusal.code)),
            .init("reason", .text(refusal.reason)),
          ], fid: Int64(number + 1), to: table)
      }
    }
    try writer.finish()
  }
}

extension FeatureWriter {
  fileprivate mutating func writeRow(
    _ attributes: [Feature.Attribute], fid: Int64, to layer: Layer
  ) throws(TiankanError) {
    try write(
      Feature(identifier: "\(fid)", attributes: attributes, geometry: MultiPolygon([])), fid: fid,
      to: layer)
  }
}

import Diagnostics
import GeoIO
import Geometry
import Imagery
import Supervision

// The columns of the tables and the rows that fill them; documented in `docs/formats.md`.
extension ClueFile {
  static func clueFields(_ header: Header, nestsOverlaps: Bool) -> [FieldDefinition] {
    var fields: [FieldDefinition] = [
      .init("clue_key", .text), .init("kind", .text), .init("kind_zh", .text),
      .init("kind_en", .text), .init("remark_zh", .text), .init("remark_en", .text),
      .init("detection_state", .text), .init("handling_state", .text),
      .init("confidence", .text), .init("date_before", .text), .init("date_after", .text),
      .init("area_m2", .real), .init("area_mu", .real), .init("pixels", .integer64),
      .init("longitude", .real), .init("latitude", .real), .init("method", .text),
      .init("rule_set", .text),
    ]
    fields += header.evidence.map { .init($0, .real) }
    fields.append(.init("overlap_count", .integer64))
    if nestsOverlaps { fields.append(.init("overlaps", .json)) }
    return fields
  }

  static var overlapFields: [FieldDefinition] {
    [
      .init("clue_key", .text), .init("layer", .text), .init("unit_id", .text),
      .init("unit_name", .text), .init("overlap_m2", .real), .init("overlap_mu", .real),
      .init("share_of_clue", .real), .init("share_of_unit", .real),
    ]
  }

  static var sceneFields: [FieldDefinition] {
    [
      .init("part", .text), .init("name", .text), .init("acquisition", .text),
      .init("platform", .text), .init("profile", .text), .init("tile", .text),
      .init("sensed", .text), .init("baseline", .text), .init("processed", .text),
      .init("scaling", .text), .init("quality", .text), .init("usable_share", .real),
    ]
  }

  static var runFields: [FieldDefinition] { [.init("name", .text), .init("value", .text)] }

  static var refusalFields: [FieldDefinition] {
    [.init("subject", .text), .init("code", .text), .init("reason", .text)]
  }

  func attributes(of clue: Clue) throws(TiankanError) -> [Feature.Attribute] {
    func date(_ date: CalendarDate?) -> AttributeValue {
      .text(date.map(\.description) ?? vocabulary[.dateUnknown].chinese)
    }
    let kind = vocabulary[clue.key.kind]
    var row: [Feature.Attribute] = [
      .init("clue_key", .text("\(clue.key)")),
      .init("kind", .text(clue.key.kind.rawValue)),
      .init("kind_zh", .text(kind.chinese)),
      .init("kind_en", .text(kind.english)),
      .init("remark_zh", header.remark.map { .text($0.chinese) } ?? .null),
      .init("remark_en", header.remark.map { .text($0.english) } ?? .null),
      .init("detection_state", .text(clue.detectionState.rawValue)),
      .init("handling_state", .text(HandlingState.notIssued.rawValue)),
      .init("confidence", .text(vocabulary[.notCalibrated].chinese)),
      .init("date_before", date(clue.dateBefore)),
      .init("date_after", date(clue.dateAfter)),
      .init("area_m2", .real(clue.squareMetres)),
      .init("area_mu", .real(AreaUnits.mu(squareMetres: clue.squareMetres))),
      .init("pixels", .integer(Int64(clue.pixelCount))),
      .init("longitude", .real(clue.position.x)),
      .init("latitude", .real(clue.position.y)),
      .init("method", .text(header.method)),
      .init("rule_set", .text(header.ruleSet)),
    ]
    for name in header.evidence {
      let mean = clue.evidence.first { $0.name == name }?.mean
      row.append(.init(name, mean.map { .real($0) } ?? .null))
    }
    row.append(.init("overlap_count", .integer(Int64(clue.overlaps.count))))
    if tables.overlap == nil {
      row.append(.init("overlaps", .text(try OverlapDocument.array(clue.overlaps))))
    }
    return row
  }

  static func attributes(of overlap: ClueOverlap, clue: ClueKey) -> [Feature.Attribute] {
    [
      .init("clue_key", .text("\(clue)")),
      .init("layer", .text(overlap.layer)),
      .init("unit_id", .text(overlap.unit)),
      .init("unit_name", overlap.name.isEmpty ? .null : .text(overlap.name)),
      .init("overlap_m2", .real(overlap.squareMetres)),
      .init("overlap_mu", .real(AreaUnits.mu(squareMetres: overlap.squareMetres))),
      .init("share_of_clue", .real(overlap.shareOfClue)),
      .init("share_of_unit", .real(overlap.shareOfUnit)),
    ]
  }

  static func attributes(of scene: SceneRecord, _ vocabulary: Vocabulary) -> [Feature.Attribute] {
    let sensed = scene.acquisition.sensed.map { "\($0)" } ?? vocabulary[.dateUnknown].chinese
    return [
      .init("part", .text(scene.part)),
      .init("name", .text(scene.name)),
      .init("acquisition", .text("\(scene.acquisition)")),
      .init("platform", .text(scene.acquisition.platform)),
      .init("profile", .text(scene.profile)),
      .init("tile", .text(scene.acquisition.tile)),
      .init("sensed", .text(sensed)),
      .init("baseline", .text(scene.version.baseline)),
      .init("processed", .text(scene.version.processed)),
      .init("scaling", .text(scene.scaling)),
      .init("quality", .text(scene.quality)),
      .init("usable_share", .real(scene.usableShare)),
    ]
  }
}

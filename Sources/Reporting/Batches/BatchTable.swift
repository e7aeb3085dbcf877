import Diagnostics
import GeoIO
import Geometry
import Imagery
import LedgerStore
import Supervision

/// The clues of a batch as rows for map programs and offices.
struct BatchTable {
  let document: BatchDocument
  /// The clues in the order of the document.
  let rows: [ClueRow]
  /// The day of issuing.
  let day: CalendarDate

  private typealias Column = (field: FieldDefinition, value: (BatchDocument.Line) -> AttributeValue)

  private func features(_ columns: [Column], hasOutlines: Bool) -> [Feature] {
    zip(document.clues, rows).map { line, row in
      Feature(
        identifier: "\(line.rank)",
        attributes: columns.map { Feature.Attribute($0.field.name, $0.value(line)) },
        geometry: hasOutlines ? row.clue.outline : MultiPolygon([]))
    }
  }

  private static func text(
    _ name: String, _ value: @escaping (BatchDocument.Line) -> String?
  ) -> Column {
    (FieldDefinition(name, .text), { value($0).map { .text($0) } ?? .null })
  }

  private static func number(
    _ name: String, _ value: @escaping (BatchDocument.Line) -> Double?
  ) -> Column {
    (FieldDefinition(name, .real), { value($0).map { .real($0) } ?? .null })
  }

  private static func rank(_ name: String) -> Column {
    (FieldDefinition(name, .integer64), { .integer(Int64($0.rank)) })
  }

  /// Layer `clue` with a style, and the table `batch` of names and values.
  func writeGeoPackage(
    to path: String, crs: CoordinateReferenceSystem, _ vocabulary: Vocabulary
  ) throws(TiankanError) {
    let columns: [Column] = [
      Self.rank("rank"), Self.text("public_number") { $0.number },
      Self.text("clue_key") { $0.summary.key }, Self.text("priority") { $0.summary.priority.code },
      Self.text("kind") { $0.summary.kind.code }, Self.text("kind_zh") { $0.summary.kind.zh },
      Self.text("kind_en") { $0.summary.kind.en },
      Self.text("finding") { $0.summary.finding.code },
      Self.text("finding_zh") { $0.summary.finding.zh },
      Self.text("finding_en") { $0.summary.finding.en },
      Self.text("detection_state") { $0.summary.detectionState.code },
      Self.text("detection_state_zh") { $0.summary.detectionState.zh },
      Self.text("handling_state") { $0.summary.handlingState.code },
      Self.text("approval") { $0.summary.approval.code },
      Self.text("approval_zh") { $0.summary.approval.zh },
      Self.text("county") { _ in document.county }, Self.text("grid_cell") { $0.gridCell },
      Self.text("responsible") { $0.responsible },
      Self.text("permanent_farmland") { $0.touchesPermanentFarmland ? "是" : "否" },
      Self.text("red_line") { $0.touchesRedLine ? "是" : "否" },
      Self.text("first_date") { $0.summary.dates.first },
      Self.text("confirmed_date") { $0.summary.dates.confirmed },
      Self.text("last_date") { $0.summary.dates.last },
      Self.number("area_m2") { $0.summary.area.squareMetres },
      Self.number("area_mu") { $0.summary.area.mu },
      Self.number("net_m2") { $0.netArea?.squareMetres },
      Self.number("longitude") { $0.summary.position.longitude },
      Self.number("latitude") { $0.summary.position.latitude }, Self.text("page") { $0.page },
    ]
    var writer = try FeatureWriter(path: path, crs: crs)
    let layer = try writer.addLayer(
      name: "clue", fields: columns.map(\.field), geometry: .multiPolygon)
    let facts = try writer.addLayer(
      name: "batch", fields: [FieldDefinition("name", .text), FieldDefinition("value", .text)],
      geometry: .none)
    for (index, feature) in features(columns, hasOutlines: true).enumerated() {
      try writer.write(feature, fid: Int64(index + 1), to: layer)
    }
    for (index, fact) in self.facts.enumerated() {
      try writer.write(
        Feature(
          identifier: "\(index + 1)",
          attributes: [
            Feature.Attribute("name", .text(fact.name)),
            Feature.Attribute("value", .text(fact.value)),
          ], geometry: MultiPolygon([])), fid: Int64(index + 1), to: facts)
    }
    writer.setStyle(qml: ClueMapStyle.document(vocabulary), name: "线索", of: layer)
    try writer.finish()
  }

  private var facts: [(name: String, value: String)] {
    let precision = document.precision
    return [
      ("schema", document.schema), ("batch", document.number), ("county", document.county),
      ("issued", document.issued), ("deadline", document.deadline),
      ("grid_cell", document.gridCell), ("responsible", document.responsible),
      ("trial", document.trial ? "试运行" : ""), ("held_back", "\(document.heldBack)"),
      ("checked_present", "\(precision.present)"), ("checked_absent", "\(precision.absent)"),
      ("checked_undecided", "\(precision.undecided)"),
      ("generation", document.provenance.generation.map { "\($0)" } ?? ""),
      ("program", document.provenance.program),
      ("area_method", document.provenance.areaMethod.zh),
    ]
  }

  /// A Shapefile with the field names of monitoring patches (监测图斑) as far as they fit.
  func writeShapefile(
    to path: String, crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    let columns: [Column] = [
      Self.rank("XH"), Self.text("JCBH") { $0.number }, Self.text("XZQDM") { _ in document.county },
      Self.text("PCH") { _ in document.number }, Self.text("YXJ") { $0.summary.priority.code },
      Self.text("XSLX") { $0.summary.kind.zh }, Self.text("PDJL") { $0.summary.finding.zh },
      Self.text("YSPGX") { $0.summary.approval.zh }, Self.text("QSX") { $0.summary.dates.first },
      Self.text("QRRQ") { $0.summary.dates.confirmed },
      Self.text("HSX") { $0.summary.dates.last },
      Self.number("MJ") { $0.summary.area.squareMetres }, Self.number("MJM") { $0.summary.area.mu },
      Self.text("SFYN") { $0.touchesPermanentFarmland ? "是" : "否" },
      Self.text("SFHX") { $0.touchesRedLine ? "是" : "否" },
      Self.number("JD") { $0.summary.position.longitude },
      Self.number("WD") { $0.summary.position.latitude }, Self.text("WG") { $0.gridCell },
      Self.text("ZRR") { $0.responsible }, Self.text("BZ") { _ in "线索，待实地核查" },
    ]
    try ExchangeFile.write(
      features(columns, hasOutlines: true), fields: columns.map(\.field), name: "clues", to: path,
      format: .shapefile(day: day), crs: crs)
  }

  /// A table to fill in and send back: `batch feedback` reads it.
  func writeSpreadsheet(
    to path: String, crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    let columns: [Column] = [
      Self.rank("序号"), Self.text("线索编号") { $0.number },
      Self.text("优先级") { $0.summary.priority.code }, Self.text("类型") { $0.summary.kind.zh },
      Self.text("判读结论") { $0.summary.finding.zh },
      Self.text("与审批关系") { $0.summary.approval.zh },
      Self.number("面积(亩)") { $0.summary.area.mu },
      Self.number("面积(平方米)") { $0.summary.area.squareMetres },
      Self.text("是否涉永农") { $0.touchesPermanentFarmland ? "是" : "否" },
      Self.text("是否涉红线") { $0.touchesRedLine ? "是" : "否" },
      Self.number("经度") { $0.summary.position.longitude },
      Self.number("纬度") { $0.summary.position.latitude },
      Self.text("首次发现日") { $0.summary.dates.first },
      Self.text("确认日") { $0.summary.dates.confirmed },
      Self.text("最近发现日") { $0.summary.dates.last }, Self.text("管理网格") { $0.gridCell },
      Self.text("责任人") { $0.responsible }, Self.text("反馈期限") { _ in document.deadline },
      Self.text("核查结果") { _ in nil }, Self.text("核查日期") { _ in nil },
      Self.text("核查人") { _ in nil }, Self.text("备注") { _ in nil },
    ]
    try ExchangeFile.write(
      features(columns, hasOutlines: false), fields: columns.map(\.field), name: document.number,
      to: path, format: .spreadsheet, crs: crs)
  }
}

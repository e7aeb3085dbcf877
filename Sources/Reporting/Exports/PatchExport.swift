public import Diagnostics
import GeoIO
import Geometry
public import LedgerStore
public import Supervision

/// Clues as monitoring patches (监测图斑): the schema of satellite enforcement work, one row per clue.
public enum PatchExport {
  private struct Row {
    var clue: MonitoredClue
    var number: String?
    var handling: HandlingState
    var type: PatchTypes.Entry
    var parcel: LandUnitRow?
    var touchesFarmland: Bool
    var touchesRedLine: Bool
    var county: String
  }

  /// The patches of confirmed clues, and of provisional ones where wanted, by public number and key.
  ///
  /// DLBM and DLMC are those of the cropland parcel that lies most in the clue; what a layer does not say stays empty.
  ///
  /// - Parameters:
  ///   - lines: Names of control-line units by what they are, to say 涉永农 and 涉红线.
  ///   - counties: Names of counties by their codes.
  public static func table(
    _ ledger: borrowing Ledger, county: String? = nil, takesProvisional: Bool = false,
    types: PatchTypes, lines: [String: ControlLineKind], counties: [String: String]
  ) throws(TiankanError) -> ExportTable {
    let vocabulary = try Vocabulary.builtIn()
    var filter = ClueFilter()
    filter.county = county
    filter.states = takesProvisional ? [.provisional, .confirmed] : [.confirmed]
    var rows: [Row] = []
    for found in try ledger.clues(filter) {
      let clue = found.clue
      let parcel = clue.overlaps.filter { $0.layer == "cropland" }
        .max { $0.squareMetres < $1.squareMetres }
      let met = Set(
        clue.overlaps.filter { $0.layer == "control_lines" }.compactMap { lines[$0.unit] })
      let unit: LandUnitRow?
      if let id = parcel?.unit ?? (clue.key.kind == .construction ? nil : clue.unit) {
        unit = try? ledger.landUnit(id, in: ["cropland"])
      } else {
        unit = nil
      }
      rows.append(
        Row(
          clue: clue, number: found.publicNumber, handling: found.handlingState,
          type: types[clue], parcel: unit, touchesFarmland: met.contains(.permanentFarmland),
          touchesRedLine: met.contains(.redLine), county: clue.county ?? ""))
    }
    func field(_ row: Row, _ names: [String]) -> AttributeValue {
      for name in names {
        let value = row.parcel?.attributes.first { $0.name.uppercased() == name }?.value
        if let text = value?.text, !text.isEmpty { return .text(text) }
      }
      return .null
    }
    return ExportTable(
      rows, outline: \.clue.outline,
      columns: [
        ("JCBH", .text, { .optional($0.number) }), ("XSBS", .text, { .text("\($0.clue.key)") }),
        ("XZQDM", .text, { .text($0.county) }),
        ("XMC", .text, { .optional(counties[$0.county]) }),
        ("TBLX", .text, { .text($0.type.code) }), ("TBLXMC", .text, { .text($0.type.name) }),
        ("SFDL", .text, { .text($0.type.isApart ? "是" : "否") }),
        ("TZ", .text, { .text(vocabulary[$0.clue.key.kind].chinese) }),
        ("QSX", .text, { .text("\($0.clue.firstDate)") }),
        ("HSX", .text, { .text("\($0.clue.lastDate)") }),
        ("DLBM", .text, { field($0, ["DLBM"]) }), ("DLMC", .text, { field($0, ["DLMC"]) }),
        ("JSYDXZ", .text, { .text($0.clue.approval.rawValue) }),
        ("ZZSXDM", .text, { field($0, ["ZZSXDM"]) }),
        ("TBXHDM", .text, { field($0, ["TBXHDM"]) }),
        ("CZCSXM", .text, { field($0, ["CZCSXM"]) }),
        ("SFYN", .text, { .text($0.touchesFarmland ? "是" : "否") }),
        ("SFHX", .text, { .text($0.touchesRedLine ? "是" : "否") }),
        ("MJ", .real, { .real($0.clue.squareMetres) }),
        ("CLZT", .text, { .text(vocabulary[$0.handling].chinese) }),
        ("BZ", .text, { _ in .text("疑似，待实地核查") }),
      ])
  }
}

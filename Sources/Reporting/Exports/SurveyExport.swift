public import Diagnostics
import GeoIO
import Geometry
import Imagery
public import LedgerStore
public import Supervision

/// Candidates of the land-change survey (日常变更、年度国土变更调查): plots of the register whose class changed and was recognised, and parcels on
/// which clues suspect another use. A list to look at; what the new class is, the survey says.
public enum SurveyExport {
  private struct Candidate {
    var id: String
    var county: String?
    var source: String
    var before: String?
    var after: String?
    var area: Double?
    var date: CalendarDate?
    var reference: String
    var outline: MultiPolygon
  }

  /// The candidates: plots by identifier, then clues by key.
  ///
  /// - Parameter crs: The CRS of all outlines; clues are moved into it.
  public static func table(
    _ register: Register, _ ledger: borrowing Ledger, county: String? = nil
  ) throws(TiankanError) -> ExportTable {
    var found = plots(register)
    let transform = try CoordinateTransform(from: ledger.grid.crs, to: register.crs)
    let densification = try Densification(longestPiece: 500, in: ledger.grid.crs)
    var filter = ClueFilter()
    filter.kinds = [.nonGrain, .abandonment, .construction]
    filter.states = [.confirmed]
    for row in try ledger.clues(filter) where row.clue.endedDate == nil {
      let clue = row.clue
      let overlap = clue.overlaps.filter { $0.layer == "cropland" }
        .max { $0.squareMetres < $1.squareMetres }
      guard let id = overlap?.unit ?? (clue.key.kind == .construction ? nil : clue.unit),
        let parcel = try? ledger.landUnit(id, in: ["cropland"])
      else { continue }
      let moved =
        transform.isIdentity
        ? clue.outline : try transform.transformed(densification.densified(clue.outline))
      found.append(
        Candidate(
          id: id, county: clue.county, source: "监测线索",
          before: parcel.attributes.first { $0.name.uppercased() == "DLBM" }?.value.text,
          after: nil, area: clue.squareMetres, date: clue.confirmedDate,
          reference: row.publicNumber ?? "\(clue.key)", outline: moved))
    }
    if let county { found = found.filter { $0.county?.hasPrefix(county) ?? false } }
    return table(found)
  }

  /// The candidates of a register alone.
  public static func table(_ register: Register, county: String? = nil) -> ExportTable {
    table(plots(register).filter { $0.county?.hasPrefix(county ?? "") ?? (county == nil) })
  }

  private static func plots(_ register: Register) -> [Candidate] {
    register.all(.plot).compactMap { plot in
      guard let after = plot.text("class_after"), plot.text("class_before") != after,
        plot.area("recognised") != nil, let outline = plot.outline
      else { return nil }
      return Candidate(
        id: plot.id, county: register.county(of: plot), source: "项目库",
        before: plot.text("class_before"), after: after,
        area: plot.area("recognised")?.squareMetres, date: plot.date("recognised_on"),
        reference: plot.text("project") ?? "", outline: outline)
    }
  }

  private static func table(_ candidates: [Candidate]) -> ExportTable {
    ExportTable(
      candidates, outline: \.outline,
      columns: [
        ("BSM", .text, { .text($0.id) }), ("XZQDM", .text, { .optional($0.county) }),
        ("LY", .text, { .text($0.source) }), ("YDLBM", .text, { .optional($0.before) }),
        ("XDLBM", .text, { .optional($0.after) }),
        ("MJ", .real, { $0.area.map { .real($0) } ?? .null }),
        ("RQ", .text, { .optional($0.date.map { "\($0)" }) }),
        ("GLBH", .text, { .text($0.reference) }),
        ("BZ", .text, { .text($0.after == nil ? "疑似，待实地核查" : "复核认定面积") }),
      ])
  }
}

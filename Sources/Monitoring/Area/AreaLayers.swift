import Diagnostics
import GeoIO
import Geometry
import Imagery
import LandUnits
import Supervision

/// The layers of a configuration, loaded and understood: land units by role, and what approvals and lines mean.
struct AreaLayers: Sendable {
  /// The land units by layer, in the order of the files; `LandUnit.layer` is the key of the role.
  private(set) var units: [LayerRole: [LandUnit]] = [:]
  /// What a construction clue over a unit of `approvals` or `control_lines` meets, by unit id.
  private(set) var meanings: [LayerRole: [String: OverlayJudgement.Part.Meaning]] = [:]
  /// Days on which a cropland parcel is approved to lie fallow, by id.
  private(set) var fallow: [String: [ClosedRange<CalendarDate>]] = [:]
  /// The plan of each mine: cover in percent to be reached by a day, by id, ascending.
  private(set) var minePlans: [String: [PlannedCover]] = [:]
  /// Where approvals are complete; nil where nothing is stated or the whole area is meant.
  private(set) var approvalCoverage: [LandUnit]?
  /// Up to which day approvals are complete.
  private(set) var approvalsCompleteTo: CalendarDate?
  private(set) var refusals: [Refusal] = []
  private(set) var notices: [String] = []
  /// How many records of the approvals were refused when the layer was read.
  private var refusedApprovals = 0

  /// What a mine's plan asks for.
  struct PlannedCover: Hashable, Sendable {
    var date: CalendarDate
    /// Percent of the mine.
    var cover: Double
    /// Square metres to be rehabilitated by then; nil where the plan does not say.
    var squareMetres: Double?
  }

  /// - Parameter roles: The only layers to read; the others count as not configured.
  init(
    _ configuration: Configuration, vocabulary: Vocabulary,
    only roles: Set<LayerRole> = Set(LayerRole.allCases)
  ) throws(TiankanError) {
    let sources = configuration.layers.filter { roles.contains($0.key) }
    for role in LayerRole.allCases {
      guard let source = sources[role] else { continue }
      switch role {
      case .dem: notices.append("dem: the elevation model is not used yet")
      case .minePlan: try readPlan(source)
      default: try readUnits(role, source)
      }
    }
    try understandApprovals(sources[.approvals], vocabulary)
    try understandLines(sources[.controlLines], vocabulary)
    if let table = sources[.cropland]?.fallow { try readFallow(table) }
  }

  private mutating func readUnits(_ role: LayerRole, _ source: LayerSource) throws(TiankanError) {
    let subject = BoundaryReader.subject(of: source.source)
    let before = refusals.count
    let layer: BoundaryLayer
    do throws(TiankanError) {
      layer = try BoundaryReader.read(source.source, options: source.options)
    } catch  where error.code == .empty {
      refusals.append(Refusal(error, subject: subject))
      units[role] = []
      return
    }
    let made = try LandUnit.units(
      from: layer.features, layer: role.rawValue, crs: layer.crs,
      fields: LandUnitFields(id: source.fields["id"], name: source.fields["name"]))
    refusals += layer.refusals + made.refusals
    notices += layer.notices
    var seen: Set<String> = []
    var kept: [LandUnit] = []
    for unit in made.units {
      guard seen.insert(unit.id).inserted else {
        refusals.append(
          Refusal(
            subject: "\(subject): \(unit.id)", code: .duplicate,
            reason: "another unit of \(role.rawValue) has this id; results could not be told apart")
        )
        continue
      }
      kept.append(unit)
    }
    units[role] = kept
    if role == .approvals { refusedApprovals = refusals.count - before }
  }

  private mutating func understandApprovals(
    _ source: LayerSource?, _ vocabulary: Vocabulary
  ) throws(TiankanError) {
    guard let source, let records = units[.approvals] else { return }
    let others = refusals.count - refusedApprovals
    approvalsCompleteTo = source.completeTo
    if let coverage = source.coverage {
      let layer = try BoundaryReader.read(coverage)
      approvalCoverage = try LandUnit.units(
        from: layer.features, layer: "coverage", crs: layer.crs
      ).units
    }
    var found: [String: OverlayJudgement.Part.Meaning] = [:]
    for record in records {
      do throws(TiankanError) {
        let text = try Self.text("kind", of: record, source) ?? ""
        guard let kind = vocabulary.approvalKind(text) else {
          throw TiankanError(.malformed, "“\(text)” is no kind of approval that is known")
        }
        guard let from = try Self.date("from", of: record, source) else {
          throw TiankanError(.malformed, "the day from which it is valid is missing")
        }
        found[record.id] = .approval(kind, from: from, to: try Self.date("to", of: record, source))
      } catch  where error.code != .usage {
        refusals.append(Refusal(error, subject: "approvals \(record.id)"))
      }
    }
    meanings[.approvals] = found
    // A record that is not understood may be the one that fits: nothing may be said to lack an approval.
    if approvalsCompleteTo != nil, refusals.count > others {
      approvalsCompleteTo = nil
      notices.append(
        "approvals: \(refusals.count - others) records were refused, so the layer does not count as complete"
      )
    }
  }

  private mutating func understandLines(
    _ source: LayerSource?, _ vocabulary: Vocabulary
  ) throws(TiankanError) {
    guard let source, let lines = units[.controlLines] else { return }
    var found: [String: OverlayJudgement.Part.Meaning] = [:]
    for line in lines {
      do throws(TiankanError) {
        let text = try Self.text("kind", of: line, source) ?? ""
        guard let kind = vocabulary.controlLine(text) else {
          throw TiankanError(.malformed, "“\(text)” is none of the three lines")
        }
        found[line.id] = .line(kind)
      } catch  where error.code != .usage {
        refusals.append(Refusal(error, subject: "control_lines \(line.id)"))
      }
    }
    meanings[.controlLines] = found
  }

  private mutating func readFallow(_ source: LayerSource.TableSource) throws(TiankanError) {
    let table = try AttributeTable(reading: source.source)
    let subject = BoundaryReader.subject(of: source.source)
    for name in source.fields.values { try table.require(name, subject: subject) }
    for row in table.rows {
      func value(_ key: String) -> String { source.fields[key].flatMap { row[$0]?.text } ?? "" }
      let from = CalendarDate(String(value("from").prefix(10)))
      let to = CalendarDate(String(value("to").prefix(10)))
      guard !value("id").isEmpty, let from, let to, from <= to else {
        refusals.append(
          Refusal(
            subject: "\(subject): row \(row.identifier)", code: .malformed,
            reason:
              "id must be stated; from and to must be days, the first not after the second (2025-10-01)"
          ))
        continue
      }
      fallow[value("id"), default: []].append(from...to)
    }
  }

  private mutating func readPlan(_ source: LayerSource) throws(TiankanError) {
    let table = try AttributeTable(reading: source.source)
    let subject = BoundaryReader.subject(of: source.source)
    for name in source.fields.values { try table.require(name, subject: subject) }
    for row in table.rows {
      func value(_ key: String) -> AttributeValue? { source.fields[key].flatMap { row[$0] } }
      let date = value("date")?.text.flatMap { CalendarDate(String($0.prefix(10))) }
      let cover = value("cover")?.number
      guard let mine = value("mine")?.text, !mine.isEmpty, let date, let cover,
        (0...100).contains(cover)
      else {
        refusals.append(
          Refusal(
            subject: "\(subject): row \(row.identifier)", code: .malformed,
            reason: "a plan needs a mine, a day (2025-12-31) and a cover from 0 to 100 percent"))
        continue
      }
      minePlans[mine, default: []].append(
        PlannedCover(date: date, cover: cover, squareMetres: value("area")?.number))
    }
    for mine in minePlans.keys { minePlans[mine]?.sort { $0.date < $1.date } }
  }

  private static func text(
    _ key: String, of unit: LandUnit, _ source: LayerSource
  ) throws(TiankanError) -> String? {
    guard let field = source.fields[key] else { return nil }
    guard let value = unit[field] else {
      throw TiankanError(
        .usage, "there is no field \(field), which the configuration names for \(key)",
        subject: BoundaryReader.subject(of: source.source))
    }
    return value.text
  }

  private static func date(
    _ key: String, of unit: LandUnit, _ source: LayerSource
  ) throws(TiankanError) -> CalendarDate? {
    guard let text = try text(key, of: unit, source), !text.isEmpty else { return nil }
    guard let date = CalendarDate(String(text.prefix(10))) else {
      throw TiankanError(.malformed, "“\(text)” is no date; write 2025-12-31")
    }
    return date
  }
}

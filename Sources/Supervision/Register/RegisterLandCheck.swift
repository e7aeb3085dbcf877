public import Diagnostics
import Geometry
import LandUnits

/// Checks the outlines of a register against each other: land in two projects, new cropland claimed twice, parts that reach
/// beyond what they belong to.
///
/// Two outlines share land where the common area is more than the rules `overlap-share` or `overlap-area` of the set `proposed`
/// allow; what lies beyond is measured in the same way. Areas are on the ellipsoid.
public struct RegisterLandCheck: Sendable {
  private let share: (set: String, rule: Rule)?
  private let area: (set: String, rule: Rule)?

  /// Creates a check.
  public init(_ library: RuleLibrary) {
    share = library.proposed("overlap-share")
    area = library.proposed("overlap-area")
  }

  /// What is wrong with the outlines, in the order of the register.
  ///
  /// - Throws: `.invalidGeometry` where an overlay fails.
  /// - Complexity: O(n log n) and an overlay for each pair whose envelopes meet.
  public func findings(of register: Register) throws(TiankanError) -> [RegisterFinding] {
    var findings: [RegisterFinding] = []
    func common(
      _ records: [RegisterRecord], _ code: RegisterFinding.Code,
      where concerns: (RegisterRecord, RegisterRecord) -> Bool
    ) throws(TiankanError) {
      for pair in try overlaps(among: records, register, where: concerns) {
        findings.append(
          RegisterFinding(
            code, .error, pair.first.key, other: pair.second.key, area: pair.area,
            detail: "\(pair.area.muText) 亩", rule: pair.rule))
      }
    }
    try common(register.all(.unit), .sameLand) { _, _ in true }
    try common(register.all(.project), .sameLand) { _, _ in true }
    try common(register.all(.subproject), .sameLand) { one, other in
      one.text("project") != other.text("project") || one.text("kind") == other.text("kind")
    }
    let claims = register.all(.plot).filter { $0.text("role") == PlotRole.newFarmland.rawValue }
    try common(claims, .claimedTwice) { _, _ in true }
    findings += try reaches(register)
    return findings.sorted {
      ($0.record, $0.code.rawValue, $0.other?.description ?? "")
        < ($1.record, $1.code.rawValue, $1.other?.description ?? "")
    }
  }

  private struct Pair {
    var first: RegisterRecord
    var second: RegisterRecord
    var area: LandArea
    var rule: String
  }

  private func overlaps(
    among records: [RegisterRecord], _ register: Register,
    where concerns: (RegisterRecord, RegisterRecord) -> Bool
  ) throws(TiankanError) -> [Pair] {
    let drawn = records.filter { $0.outline != nil && $0.gross ?? .zero > .zero }
    guard drawn.count > 1 else { return [] }
    let index = SpatialIndex(drawn.map { $0.outline?.envelope ?? .empty })
    let measure = try EllipsoidalArea(in: register.crs)
    var pairs: [Pair] = []
    for (place, record) in drawn.enumerated() {
      guard let outline = record.outline, let gross = record.gross else { continue }
      for number in index.query(outline.envelope)
      where number > place && concerns(record, drawn[number]) {
        let other = drawn[number]
        guard let second = other.outline, !outline.isSurelyApart(from: second) else { continue }
        let common = try measure.squareMetres(of: outline.localIntersection(second))
        guard let size = LandArea(squareMetres: common),
          let rule = significant(size, of: min(gross, other.gross ?? gross))
        else { continue }
        pairs.append(Pair(first: record, second: other, area: size, rule: rule))
      }
    }
    return pairs
  }

  /// The rule by which a common area counts; nil where it does not.
  private func significant(_ size: LandArea, of whole: LandArea) -> String? {
    if let share, share.rule.test?.holds(.share(size, of: whole)) == true {
      return "\(share.set)/\(share.rule.id)"
    }
    if let area, area.rule.test?.holds(.area(size)) == true { return "\(area.set)/\(area.rule.id)" }
    return nil
  }

  /// Records that reach beyond what they belong to.
  private func reaches(_ register: Register) throws(TiankanError) -> [RegisterFinding] {
    var findings: [RegisterFinding] = []
    let measure = try EllipsoidalArea(in: register.crs)
    // Thousands of plots lie in one project: its edges are indexed once.
    var covers: [[RegisterRecord.Key]: LayerCover] = [:]
    for record in register.sorted {
      guard let outline = record.outline, let gross = record.gross else { continue }
      let frames = frames(of: record, register)
      guard let key = frames.first?.key else { continue }
      let keys = frames.map(\.key)
      let cover: LayerCover
      if let known = covers[keys] {
        cover = known
      } else {
        cover = LayerCover([try MultiPolygon.union(frames.compactMap(\.outline))])
        covers[keys] = cover
      }
      let inside = try cover.area(
        of: outline, squareMetres: gross.squareMetres, measure: measure)
      guard let beyond = LandArea(squareMetres: max(0, gross.squareMetres - inside)),
        let rule = significant(beyond, of: gross)
      else { continue }
      findings.append(
        RegisterFinding(
          .outside, .error, record.key, other: key, area: beyond, detail: "\(beyond.muText) 亩",
          rule: rule))
    }
    return findings
  }

  /// The records in whose outlines together a record has to lie; none where one of them is not drawn.
  private func frames(of record: RegisterRecord, _ register: Register) -> [RegisterRecord] {
    let owners: [RegisterRecord]
    switch record.key.kind {
    case .unit: owners = record.texts("townships").compactMap { register[.township, $0] }
    case .project: owners = [register.unit(of: record)].compactMap { $0 }
    case .subproject: owners = [register.project(of: record)].compactMap { $0 }
    case .plot:
      let part = record.text("subproject").flatMap { register[.subproject, $0] }
      owners = [part?.outline == nil ? register.project(of: record) : part].compactMap { $0 }
    default: owners = []
    }
    return owners.contains { $0.outline == nil } ? [] : owners
  }
}

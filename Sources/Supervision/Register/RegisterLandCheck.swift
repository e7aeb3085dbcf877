public import Diagnostics
import Geometry
import Imagery
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
    let index = try LandUnitIndex(drawn.map { $0.landUnit(in: register.crs) }, crs: register.crs)
    var pairs: [Pair] = []
    for (place, record) in drawn.enumerated() {
      guard let outline = record.outline, let gross = record.gross else { continue }
      let window = outline.envelope
      let others = index.candidates(in: window).filter {
        $0 > place && concerns(record, drawn[$0])
      }
      guard !others.isEmpty else { continue }
      let wanted = Set(others)
      for overlap in try index.overlaps(of: outline, areaSquareMetres: gross.squareMetres)
      where wanted.contains(overlap.unit) {
        let other = drawn[overlap.unit]
        let smaller = min(gross, other.gross ?? gross)
        guard let size = LandArea(squareMetres: overlap.squareMetres),
          let rule = significant(size, of: smaller)
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
    for record in register.sorted {
      guard let outline = record.outline, let gross = record.gross,
        let (frame, key) = try frame(of: record, register)
      else { continue }
      let inside = try measure.squareMetres(of: outline.localIntersection(frame))
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

  /// The outline that a record has to lie in.
  private func frame(
    of record: RegisterRecord, _ register: Register
  ) throws(TiankanError) -> (MultiPolygon, RegisterRecord.Key)? {
    let owner: RegisterRecord?
    switch record.key.kind {
    case .unit:
      let townships = record.texts("townships").compactMap { register[.township, $0] }
      let outlines = townships.compactMap(\.outline)
      guard let first = townships.first, outlines.count == townships.count else { return nil }
      if outlines.count == 1 { return (outlines[0], first.key) }
      return (try MultiPolygon.union(outlines), first.key)
    case .project: owner = register.unit(of: record)
    case .subproject: owner = register.project(of: record)
    case .plot:
      owner =
        record.text("subproject").flatMap { register[.subproject, $0] }
        .flatMap { $0.outline == nil ? nil : $0 } ?? register.project(of: record)
    default: owner = nil
    }
    guard let owner, let outline = owner.outline else { return nil }
    return (outline, owner.key)
  }
}

extension RegisterRecord {
  /// The record as a land unit.
  func landUnit(in crs: CoordinateReferenceSystem) -> LandUnit {
    LandUnit(
      layer: key.kind.rawValue, id: id, name: text("name"), attributes: [],
      geometry: outline ?? MultiPolygon([]), crs: crs,
      grossSquareMetres: gross?.squareMetres ?? 0)
  }
}

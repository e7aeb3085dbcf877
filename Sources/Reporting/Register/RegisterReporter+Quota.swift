public import Diagnostics
import Geometry
import Imagery
public import Supervision

extension RegisterReporter {
  /// What is chosen where the text of the rules leaves it open.
  public struct QuotaChoice: Sendable {
    /// The rule set to look at; nil for that in force where and when each plan was approved.
    public var ruleSet: String?
    /// To whom exactly 10 % belongs, `8:2` or `6:4`; nil for the rule's own.
    public var tenPercent: String?
    /// Gaps of up to so many metres do not part an area.
    public var gap = 0.0
    /// Points of a hundred by which a share of tidal flats may differ.
    public var tolerance = Ratio(1)

    /// The choices of the rules.
    public init() {}
  }

  /// Conditions of 农村土地综合整治, the split of quota, and the shares of reclaimed tidal flats, per project.
  ///
  /// - Throws: `.usage` for a rule set or choice that is not known; `.unsuitableCRS` for a gap in a register in degrees.
  public func quotaDocument(_ choice: QuotaChoice) throws(TiankanError) -> QuotaDocument {
    if choice.gap > 0, register.crs.kind != .projected {
      throw TiankanError(
        .unsuitableCRS, "a gap in metres needs a register in a projected CRS",
        subject: "\(register.crs)")
    }
    let stated: RuleSet?
    if let name = choice.ruleSet { stated = try library.set(name) } else { stated = nil }
    let measure = try EllipsoidalArea(in: register.crs)
    var projects: [QuotaDocument.Project] = []
    for project in register.all(.project) {
      let set = stated ?? register.unit(of: project).flatMap { ruleSet(of: $0) }
      projects.append(try quota(project, set, choice, measure))
    }
    return QuotaDocument(
      revision: register.revision, program: program, ruleSets: hashes, gap: choice.gap,
      tolerance: "\(choice.tolerance) %", projects: projects)
  }

  private func quota(
    _ project: RegisterRecord, _ set: RuleSet?, _ choice: QuotaChoice,
    _ measure: borrowing EllipsoidalArea
  ) throws(TiankanError) -> QuotaDocument.Project {
    var line = QuotaDocument.Project(
      project: project.id, name: project.title, ruleSet: set.map { "\($0.name) \($0.version)" },
      scale: project.gross.map(Self.area), parts: [], conditions: [], isEligible: nil, split: nil,
      shares: [], unassigned: nil)
    guard let set, let outline = project.outline, let scale = project.gross else { return line }
    let plots = register.plots(of: project.id)
    func sum(_ role: PlotRole) -> LandArea {
      plots.filter { $0.text("role") == role.rawValue }
        .reduce(.zero) { $0 + (AreaStatement($1).best ?? .zero) }
    }
    if set["project-scale"] != nil {
      let parts = try connectedParts(of: outline, gap: choice.gap, measure)
      line.parts = parts.map(Self.area)
      let eligibility = ConsolidationEligibility(parts: parts, rules: set)
      line.isEligible = eligibility.isEligible
      line.conditions = eligibility.conditions.map {
        condition($0.rule, $0.value, $0.isMet, $0.isAtEdge, set)
      }
      let reclaimed = RuleValue.share(sum(.demolition), of: scale)
      if let test = set["reclamation-share"]?.test {
        line.conditions.append(
          condition(
            "reclamation-share", reclaimed, test.holds(reclaimed), test.isAtEdge(reclaimed), set))
      }
    }
    if let rule = set.rules.first(where: { $0.role == .split }), scale > .zero {
      let area = sum(.newFarmland)
      let split = try QuotaSplit(area, of: scale, by: rule, tenPercent: choice.tenPercent)
      line.split = QuotaDocument.Split(
        rule: "\(set.name)/\(rule.id)", newCropland: Self.area(area),
        percent: 100 * area.squareMetres / scale.squareMetres, tier: split.tier,
        province: Self.area(split.province), county: Self.area(split.county),
        tenPercent: split.tenPercent,
        isInScope: project.text("funding").map { rule.scope.funding.contains($0) })
    }
    try addShares(to: &line, project, set, choice)
    return line
  }

  private func condition(
    _ id: String, _ value: RuleValue, _ isMet: Bool?, _ isAtEdge: Bool, _ set: RuleSet
  ) -> QuotaDocument.Condition {
    let rule = set[id]
    return QuotaDocument.Condition(
      rule: "\(set.name)/\(id)",
      title: ReportTerm(
        code: id, zh: rule?.title.chinese ?? id, en: rule?.title.english ?? id),
      value: "\(value)", test: rule?.test.map { "\($0)" } ?? "", isMet: isMet,
      isAtEdge: isAtEdge)
  }

  /// The areas of the parts of an outline, largest first; those that lie closer than the gap count as one.
  private func connectedParts(
    of outline: MultiPolygon, gap: Double, _ measure: borrowing EllipsoidalArea
  ) throws(TiankanError) -> [LandArea] {
    let whole = try MultiPolygon.union([outline])
    var groups: [[Polygon]] = whole.polygons.map { [$0] }
    if gap > 0 {
      let grown = try whole.buffered(by: gap / 2)
      groups = []
      for part in grown.polygons {
        var inside: [Polygon] = []
        for polygon in whole.polygons
        where try !MultiPolygon([polygon]).intersection(MultiPolygon([part])).isEmpty {
          inside.append(polygon)
        }
        groups.append(inside)
      }
    }
    var areas: [LandArea] = []
    for group in groups where !group.isEmpty {
      let area = LandArea(squareMetres: try measure.squareMetres(of: MultiPolygon(group)))
      areas.append(area ?? .zero)
    }
    return areas.sorted(by: >)
  }

  /// The shares of the plots in sub-projects on tidal flats, by their target class.
  private func addShares(
    to line: inout QuotaDocument.Project, _ project: RegisterRecord, _ set: RuleSet,
    _ choice: QuotaChoice
  ) throws(TiankanError) {
    guard let rule = set.rules.first(where: { $0.role == .shares }) else { return }
    let flats = Set(
      register.subprojects(of: project.id).filter {
        $0.text("kind") == SubProjectKind.tidalFlat.rawValue
      }.map(\.id))
    guard !flats.isEmpty else { return }
    var areas: [String: LandArea] = [:]
    var unassigned = LandArea.zero
    for plot in register.plots(of: project.id)
    where plot.text("subproject").map(flats.contains) ?? false {
      let area = AreaStatement(plot).best ?? .zero
      if let use = LandUsePurpose(landClass: plot.text("class_after")) {
        areas[use.rawValue, default: .zero] += area
      } else {
        unassigned += area
      }
    }
    line.unassigned = Self.area(unassigned)
    line.shares = FixedShares(areas, rule: rule, tolerance: choice.tolerance).parts.map {
      QuotaDocument.Share(
        part: term("share_\($0.name)"), area: Self.area($0.area),
        wantedPercent: 100 * $0.wanted.value, pointsOff: $0.pointsOff, isWithin: $0.isWithin)
    }
  }
}

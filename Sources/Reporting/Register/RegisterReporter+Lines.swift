public import Diagnostics
import Geometry
import Imagery
public import LandUnits
public import Supervision

extension RegisterReporter {
  /// The three lines of all units: balances, papers, the gate of adjustment with 围合范围, the use of the designated area, woods and grassland
  /// inside the red line.
  ///
  /// - Parameters:
  ///   - lines: The layers of the three lines, by what they are, in any CRS.
  ///   - version: The version of the layers.
  /// - Throws: `.invalidGeometry`, `.unsuitableCRS` where a line cannot be used.
  public func linesDocument(
    _ lines: [ControlLineKind: [LandUnit]], version: String
  ) throws(TiankanError) -> LinesDocument {
    var outlines: [ControlLineKind: [MultiPolygon]] = [:]
    for (kind, units) in lines {
      outlines[kind] = try LandUnitIndex(units, crs: register.crs).outlines
    }
    let enclosed = try EnclosedArea(of: outlines[.growthBoundary] ?? [])
    var notices: [String] = []
    for kind in ControlLineKind.allCases where outlines[kind, default: []].isEmpty {
      notices.append("\(kind.rawValue): no layer; what rests on it was not judged")
    }
    var units: [LinesDocument.Unit] = []
    for unit in register.all(.unit) {
      units.append(
        try self.unit(
          unit, enclosed: outlines[.growthBoundary] == nil ? nil : enclosed,
          redLine: outlines[.redLine] ?? []))
    }
    return LinesDocument(
      revision: register.revision, program: program, lines: version, units: units,
      notices: notices)
  }

  private func unit(
    _ unit: RegisterRecord, enclosed: EnclosedArea?, redLine: [MultiPolygon]
  ) throws(TiankanError) -> LinesDocument.Unit {
    var document = LinesDocument.Unit(
      unit: unit.id, name: unit.title, county: unit.text("county") ?? "", ruleSet: nil,
      selectedOn: approval(of: unit).map { "\($0)" }, crossing: nil, balances: [], papers: [],
      patches: [], use: [], redLine: [])
    guard let set = ruleSet(of: unit) else { return document }
    document.ruleSet = "\(set.name) \(set.version)"
    let projects = Set(register.projects(of: unit.id).map(\.id))
    func isOwn(_ plot: RegisterRecord) -> Bool { projects.contains(plot.text("project") ?? "") }
    let plots = register.all(.plot).filter(isOwn)
    if set["cropland-not-less"] != nil {
      document.balances = NetBalance(
        NetBalance.Change.changes(of: register, where: isOwn), rules: set
      ).steps.map { step in
        LinesDocument.Balance(
          quantity: term("balance_\(step.quantity.rawValue)"), batch: step.batch,
          date: step.date.map { "\($0)" }, balance: Self.area(step.balance),
          isWithin: step.isWithin, rule: "\(set.name)/\(step.quantity.rule)")
      }
    }
    document.papers = papers(set, unit, projects)
    if let enclosed, set["visit-outside-boundary"] != nil {
      let gate = try AdjustmentGate(set)
      document.crossing = gate.crossing.rawValue
      let moved = plots.filter { $0.text("role") == PlotRole.movedOut.rawValue }
      for plot in moved { document.patches.append(try patch(plot, gate, enclosed, set)) }
      document.use = use(gate, moved, unit)
    }
    document.redLine = try woods(plots, redLine, set)
    return document
  }

  private func papers(
    _ set: RuleSet, _ unit: RegisterRecord, _ projects: Set<String>
  ) -> [LinesDocument.Paper] {
    // A paper is provided where an approval of the unit or its projects names the rule's document.
    let owners = projects.union([unit.id])
    let documents = register.all(.gate).filter { owners.contains($0.text("owner") ?? "") }
      .compactMap { $0.text("document") }
    return set.rules.filter { $0.role == .document }.map { rule in
      let isThere = documents.contains {
        $0.contains(rule.title.chinese) || $0.contains(rule.id)
      }
      return LinesDocument.Paper(
        rule: "\(set.name)/\(rule.id)",
        title: ReportTerm(code: rule.id, zh: rule.title.chinese, en: rule.title.english),
        phrase: rule.phrase, state: term(isThere ? "provided" : "not_provided"))
    }
  }

  private func patch(
    _ plot: RegisterRecord, _ gate: AdjustmentGate, _ enclosed: EnclosedArea, _ set: RuleSet
  ) throws(TiankanError) -> LinesDocument.Patch {
    let areas = AreaStatement(plot)
    let column = AreaStatement.Column.allCases.filter { areas[$0] == areas.best }
    let best: AreaStatement.Column =
      [.recognised, .surveyed, .declared, .measured].first { column.contains($0) } ?? .measured
    let township = plot.text("township")
    let terrain = township.flatMap { register[.township, $0] }?.text("terrain")
    var share = 0.0
    if let outline = plot.outline {
      share = try enclosed.share(of: outline, measure: EllipsoidalArea(in: register.crs))
    }
    let outcome = gate.judge(
      AdjustmentGate.Patch(
        id: plot.id, township: township, terrain: terrain.flatMap(Terrain.init(rawValue:)),
        area: areas.best ?? .zero, enclosedShare: share))
    return LinesDocument.Patch(
      plot: plot.id, project: plot.text("project") ?? "", township: township,
      terrain: terrain.map { term(.terrain, $0) }, area: Self.area(areas.best ?? .zero),
      areaColumn: term("column_\(best.rawValue)"), enclosedShare: (share * 1e4).rounded() / 1e4,
      place: term("place_\(outcome.place.rawValue)"),
      rule: outcome.rule.map { "\(set.name)/\($0.id)" }, needsVisit: outcome.needsVisit,
      isAtEdge: outcome.isAtEdge)
  }

  private func use(
    _ gate: AdjustmentGate, _ moved: [RegisterRecord], _ unit: RegisterRecord
  ) -> [LinesDocument.Use] {
    // All approved plans since the designation count, whichever unit moved the land out.
    let concerned = Set(unit.texts("townships") + moved.compactMap { $0.text("township") })
    let all = register.all(.plot).filter {
      $0.text("role") == PlotRole.movedOut.rawValue
        && concerned.contains($0.text("township") ?? "")
    }
    var designated: [String: LandArea?] = [:]
    for code in concerned {
      designated.updateValue(register[.township, code]?.area("designated"), forKey: code)
    }
    return gate.use(
      movedOut: all.map { ($0.text("township") ?? "", AreaStatement($0).best ?? .zero) },
      designated: designated
    ).map { use in
      LinesDocument.Use(
        township: use.township, movedOut: Self.area(use.movedOut),
        designated: use.designated.map(Self.area),
        share: use.designated.flatMap {
          $0 > .zero ? use.movedOut.squareMetres / $0.squareMetres : nil
        }, isWithin: use.isWithin)
    }
  }

  /// Woods (03) and grassland (04) inside the red line that a plot changes; less than 1 m² is an error of drawing.
  private func woods(
    _ plots: [RegisterRecord], _ redLine: [MultiPolygon], _ set: RuleSet
  ) throws(TiankanError) -> [LinesDocument.RedLine] {
    guard let rule = set["red-line-woods-and-grass"], let test = rule.test, !redLine.isEmpty
    else { return [] }
    let line = try MultiPolygon.union(redLine)
    let measure = try EllipsoidalArea(in: register.crs)
    var found: [LinesDocument.RedLine] = []
    for plot in plots {
      guard let code = plot.text("class_before"), code.hasPrefix("03") || code.hasPrefix("04"),
        plot.text("class_after").map({ $0 != code }) ?? true, let outline = plot.outline,
        let area = LandArea(
          squareMetres: try measure.squareMetres(of: outline.localIntersection(line))),
        area.squareMetres >= 1, test.holds(.area(area)) == false
      else { continue }
      found.append(
        LinesDocument.RedLine(
          plot: plot.id, project: plot.text("project") ?? "", landClass: code,
          area: Self.area(area), rule: "\(set.name)/\(rule.id)"))
    }
    return found
  }
}

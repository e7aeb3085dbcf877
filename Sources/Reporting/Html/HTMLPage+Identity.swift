extension HTMLPage {
  /// What a clue is, since when, how large and where.
  func identity(_ document: ClueDocument) -> Markup {
    let summary = document.summary
    var facts: [(ReportWord, Markup)] = [
      (.kind, "\(words(summary.kind))"), (.finding, "\(words(summary.finding))"),
      (.detectionState, "\(words(summary.detectionState))"),
      (.handlingState, "\(words(summary.handlingState))"),
      (.approval, "\(words(summary.approval))"), (.priority, "\(words(summary.priority))"),
      (.publicNumber, "\(summary.publicNumber ?? self[.notGiven])"), (.tile, "\(document.tile)"),
    ]
    if let county = document.county { facts.append((.county, "\(county)")) }
    if let unit = document.unit { facts.append((.unit, unitName(unit))) }
    facts.append((.key, "\(summary.key)"))
    var body = section(.identity, self.facts(facts, long: [.key, .unit, .approval, .priority]))
    body += dates(document)
    body += areaSection(
      gross: document.grossArea, net: document.netArea, pixels: document.pixelCount)
    body += positionSection(document.position)
    return body
  }

  private func dates(_ document: ClueDocument) -> Markup {
    let dates = document.summary.dates
    return section(
      .dates,
      facts([
        (.firstDate, date(dates.first)), (.provisionalDate, date(dates.provisional)),
        (.confirmedDate, date(dates.confirmed)), (.lastDate, date(dates.last)),
        (.endedDate, date(dates.ended)),
        (.hits, "\(document.hits) / \(document.observations) <small>\(self[.hitsOf])</small>"),
      ]))
  }

  /// What a land unit is and how large.
  func identity(_ document: UnitDocument) -> Markup {
    var facts: [(ReportWord, Markup)] = [
      (.kind, "\(words(document.kind))"), (.unit, unitName(document.unit)),
    ]
    if let county = document.county { facts.append((.county, "\(county)")) }
    if let version = document.layerVersion { facts.append((.layerVersion, "\(version)")) }
    var body = section(.identity, self.facts(facts, long: [.unit]))
    body += areaSection(gross: document.grossArea, net: document.netArea, pixels: nil)
    body += positionSection(document.position)
    return body
  }

  /// What a tile is and how much of it could be decided.
  func identity(_ document: TileDocument) -> Markup {
    let core = document.core.map { NumberText.measured($0) }.joined(separator: ", ")
    let total = document.clues.count
    return section(
      .identity,
      facts(
        [
          (.tile, "\(document.tile)"), (.crs, "\(document.crs)"), (.core, "\(core)"),
          (.list, "\(total)"),
          (
            .decidedShare,
            "\(document.decidedShare.map { NumberText.percent($0) } ?? self[.notStated])"
          ),
          (.scenes, "\(document.provenance.scenes.count)"),
        ], long: [.core]))
  }

  private func unitName(_ unit: ReportUnitName) -> Markup {
    "\(words(unit.layer)) \(unit.id)<small> \(unit.name ?? "")</small>"
  }

  private func areaSection(gross: ReportArea, net: ReportArea?, pixels: Int?) -> Markup {
    var entries: [(ReportWord, Markup)] = [
      (.grossArea, area(gross)), (.netArea, net.map(area) ?? "<span>\(self[.notStated])</span>"),
    ]
    if let pixels { entries.append((.pixels, "\(pixels)")) }
    return section(.areas, facts(entries))
  }

  private func positionSection(_ position: ReportPosition) -> Markup {
    let grid = position.grid
    return section(
      .position,
      "<dl class=\"facts\"><div><dt>CGCS2000 (\(self[.longitude]), \(self[.latitude]))</dt><dd>\(degrees(position.cgcs2000))</dd></div><div><dt>WGS 84 (\(self[.longitude]), \(self[.latitude]))</dt><dd>\(degrees(position.wgs84))</dd></div><div><dt>\(self[.gridCoordinates]) \(grid.crs)</dt><dd>\(NumberText.fixed(grid.x, 1)), \(NumberText.fixed(grid.y, 1))</dd></div></dl>"
    )
  }
}

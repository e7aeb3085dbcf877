extension HTMLPage {
  /// What a clue is, since when, how large and where.
  func identity(_ document: ClueDocument) -> Markup {
    var body = section(
      .identity, facts(identityFacts(document), long: [.key, .unit, .approval, .priority]))
    body += section(.dates, facts(dateFacts(document)))
    body += areaSection(
      gross: document.grossArea, net: document.netArea, pixels: document.pixelCount)
    body += positionSection(document.position)
    return body
  }

  /// What a clue is.
  func identityFacts(_ document: ClueDocument) -> [(ReportWord, Markup)] {
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
    return facts
  }

  /// Since when a clue is seen.
  func dateFacts(_ document: ClueDocument) -> [(ReportWord, Markup)] {
    let dates = document.summary.dates
    return [
      (.firstDate, date(dates.first)), (.provisionalDate, date(dates.provisional)),
      (.confirmedDate, date(dates.confirmed)), (.lastDate, date(dates.last)),
      (.endedDate, date(dates.ended)),
      (.hits, "\(document.hits) / \(document.observations) <small>\(self[.hitsOf])</small>"),
    ]
  }

  /// What a land unit is and how large.
  func identity(_ document: UnitDocument) -> Markup {
    var body = section(.identity, facts(identityFacts(document), long: [.unit]))
    body += areaSection(gross: document.grossArea, net: document.netArea, pixels: nil)
    body += positionSection(document.position)
    return body
  }

  /// Which land unit it is.
  func identityFacts(_ document: UnitDocument) -> [(ReportWord, Markup)] {
    var facts: [(ReportWord, Markup)] = [
      (.kind, "\(words(document.kind))"), (.unit, unitName(document.unit)),
    ]
    if let county = document.county { facts.append((.county, "\(county)")) }
    if let version = document.layerVersion { facts.append((.layerVersion, "\(version)")) }
    return facts
  }

  /// What a tile is and how much of it could be decided.
  func identity(_ document: TileDocument) -> Markup {
    section(.identity, facts(identityFacts(document), long: [.core]))
  }

  /// What a tile is, as names and values.
  func identityFacts(_ document: TileDocument) -> [(ReportWord, Markup)] {
    let core = document.core.map { NumberText.measured($0) }.joined(separator: ", ")
    let decided = document.decidedShare.map { NumberText.percent($0) } ?? self[.notStated]
    return [
      (.tile, "\(document.tile)"), (.crs, "\(document.crs)"), (.core, "\(core)"),
      (.list, "\(document.clues.count)"), (.decidedShare, "\(decided)"),
      (.scenes, "\(document.provenance.scenes.count)"),
    ]
  }

  private func unitName(_ unit: ReportUnitName) -> Markup {
    "\(words(unit.layer)) \(unit.id)<small> \(unit.name ?? "")</small>"
  }

  private func areaSection(gross: ReportArea, net: ReportArea?, pixels: Int?) -> Markup {
    section(.areas, facts(areaFacts(gross: gross, net: net, pixels: pixels)))
  }

  /// Gross and net area, and the pixels it was measured from.
  func areaFacts(gross: ReportArea, net: ReportArea?, pixels: Int?) -> [(ReportWord, Markup)] {
    var entries: [(ReportWord, Markup)] = [
      (.grossArea, area(gross)), (.netArea, net.map(area) ?? "<span>\(self[.notStated])</span>"),
    ]
    if let pixels { entries.append((.pixels, "\(pixels)")) }
    return entries
  }

  private func positionSection(_ position: ReportPosition) -> Markup {
    var rows: Markup = ""
    for (name, value) in positionFacts(position) {
      rows += "<div><dt>\(name)</dt><dd>\(value)</dd></div>"
    }
    return section(.position, "<dl class=\"facts\">\(rows)</dl>")
  }

  /// The position in the systems of maps and receivers.
  func positionFacts(_ position: ReportPosition) -> [(name: String, value: String)] {
    let grid = position.grid
    let axes = "\(self[.longitude]), \(self[.latitude])"
    return [
      ("CGCS2000 (\(axes))", degrees(position.cgcs2000)),
      ("WGS 84 (\(axes))", degrees(position.wgs84)),
      (
        "\(self[.gridCoordinates]) \(grid.crs)",
        "\(NumberText.fixed(grid.x, 1)), \(NumberText.fixed(grid.y, 1))"
      ),
    ]
  }
}

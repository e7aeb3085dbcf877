import GeoIO
import Imagery

extension Configuration {
  /// The configuration as it is understood, with every default, in the form of its file; passwords are hidden.
  public var resolvedLines: [String] {
    var lines = [
      "version: 1",
      "grid: {crs: \(grid.crs), origin: [\(grid.originX), \(grid.originY)], pixel: \(grid.pixelWidth)}"
        + "  # \(grid.columns) × \(grid.rows) pixels",
      "tiles:",
    ]
    for tile in tiles {
      let west = grid.x(ofColumnEdge: tile.core.column)
      let east = grid.x(ofColumnEdge: tile.core.endColumn)
      let (north, south) = (grid.y(ofRowEdge: tile.core.row), grid.y(ofRowEdge: tile.core.endRow))
      lines.append(
        "  - {id: \(tile.id), core: [\(west), \(south), \(east), \(north)]}"
          + "  # \(tile.core.width) × \(tile.core.height) pixels")
    }
    lines.append("scenes: [\(scenes.joined(separator: ", "))]")
    lines.append("layers:")
    for (role, layer) in layers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      lines.append("  \(role.rawValue): {\(layer.parts.joined(separator: ", "))}")
    }
    lines += [
      "rules: [\(rules.joined(separator: ", "))]",
      "crop_year: \"\(cropYear)\"",
      "baseline: {years: \(baseline.years), rollover: \"\(baseline.rollover)\"}",
      "state: \(state)",
      "ledger: \(BoundaryReader.subject(of: ledger))",
      "limits: {memory: \(limits.memory), threads: \(limits.threads.map { "\($0)" } ?? "all")}",
      "publish: {\(publish.parts.joined(separator: ", "))}",
    ]
    if let register { lines.append("register: \(BoundaryReader.subject(of: register))") }
    return lines
  }
}

extension Configuration.Publish {
  /// The keys with their values; folders that are not given are left out.
  fileprivate var parts: [String] {
    var parts = ["mode: \(mode.rawValue)", "cap_per_county: \(capPerCounty)"]
    for (key, path) in [("alerts", alerts), ("metrics", metrics), ("batches", batches)] {
      if let path { parts.append("\(key): \(path)") }
    }
    return parts + ["trial_batches: \(trialBatches)"]
  }
}

extension LayerSource {
  /// The layer's keys with their values.
  fileprivate var parts: [String] {
    func named(_ fields: [String: String]) -> String {
      let pairs = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      return "{\(pairs.joined(separator: ", "))}"
    }
    var parts = ["source: \(BoundaryReader.subject(of: source))"]
    if !fields.isEmpty { parts.append("fields: \(named(fields))") }
    if !version.isEmpty { parts.append("version: \(version)") }
    if let datum = options.datum { parts.append("datum: \(datum.rawValue)") }
    if let crs = options.crs { parts.append("crs: \(crs)") }
    if let encoding = options.encoding { parts.append("encoding: \(encoding)") }
    if let completeTo { parts.append("complete_to: \(completeTo)") }
    if let coverage { parts.append("coverage: \(BoundaryReader.subject(of: coverage))") }
    if let fallow {
      parts.append(
        "fallow: {source: \(BoundaryReader.subject(of: fallow.source)), fields: \(named(fallow.fields))}"
      )
    }
    return parts
  }
}

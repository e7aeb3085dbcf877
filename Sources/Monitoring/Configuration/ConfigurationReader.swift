public import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery

/// Reads a configuration, key by key.
struct ConfigurationReader {
  private var root: YAMLMapping
  private let folder: String

  private static let keys = [
    "version", "grid", "tiles", "scenes", "layers", "rules", "crop_year", "baseline", "state",
    "ledger", "limits", "publish", "register",
  ]

  init(_ root: YAMLMapping) {
    self.root = root
    folder = (root.file as NSString).deletingLastPathComponent
  }

  mutating func read() throws(TiankanError) -> Configuration {
    guard let version = try root.integer("version") else {
      throw root.problem("version", "this key is missing; this program reads version 1")
    }
    guard version == 1 else {
      throw root.problem("version", "\(version) is not known; this program reads version 1")
    }
    let frame = try frame()
    let (tiles, grid) = try tiles(on: frame)
    let configuration = Configuration(
      file: root.file, grid: grid, tiles: tiles, scenes: try scenes(), layers: try layers(),
      rules: try rules(), cropYear: try day("crop_year", of: &root) ?? .first(of: 10),
      baseline: try baseline(), state: resolved(try root.required("state")),
      ledger: resolved(try root.required("ledger")), limits: try limits(),
      publish: try publish(), register: try root.text("register").map(resolved))
    try root.finish(known: Self.keys)
    return configuration
  }

  /// A path from the folder of the configuration's file; addresses and absolute paths stay.
  private func resolved(_ path: String) -> String {
    let isAddress =
      path.hasPrefix("/") || path.contains("://") || path.hasPrefix("PG:")
    return isAddress || folder.isEmpty ? path : "\(folder)/\(path)"
  }
}

// Grid and tiles.
extension ConfigurationReader {
  /// A grid of one pixel at the origin, before it is known how far the tiles reach.
  private mutating func frame() throws(TiankanError) -> Grid {
    guard var grid = try root.mapping("grid") else {
      throw root.problem("grid", "this key is missing; give crs, origin and pixel")
    }
    let text = try grid.required("crs")
    let crs: CoordinateReferenceSystem
    do throws(TiankanError) {
      crs = try CoordinateReferenceSystem(parsing: text)
    } catch {
      throw grid.problem("crs", error.message)
    }
    if crs.isWebMercator {
      throw grid.problem("crs", "areas in Web Mercator are wrong; take UTM or CGCS2000")
    }
    let origin = try grid.numbers("origin")
    guard origin.count == 2 else {
      throw grid.problem("origin", "two numbers are expected: [x, y] of the upper left corner")
    }
    guard let pixel = try grid.number("pixel"), pixel > 0 else {
      throw grid.problem("pixel", "a positive number is expected")
    }
    try grid.finish(known: ["crs", "origin", "pixel"])
    return Grid(
      crs: crs, originX: origin[0], originY: origin[1], pixelWidth: pixel, pixelHeight: pixel,
      columns: 1, rows: 1)
  }

  private mutating func tiles(
    on frame: Grid
  ) throws(TiankanError) -> (tiles: [Tile], grid: Grid) {
    let mappings = try root.mappings("tiles")
    guard !mappings.isEmpty else {
      throw root.problem("tiles", "at least one tile is needed: [{id: A, core: [x0, y0, x1, y1]}]")
    }
    var tiles: [Tile] = []
    for var mapping in mappings {
      let id = try mapping.required("id")
      guard !id.isEmpty, id.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
        throw mapping.problem("id", "letters, digits and _ only; it becomes part of keys and names")
      }
      if tiles.contains(where: { $0.id == id }) {
        throw mapping.problem("id", "the tile \(id) is there twice")
      }
      let core = try core(&mapping, on: frame)
      if let other = tiles.first(where: { !$0.core.intersection(core).isEmpty }) {
        throw mapping.problem("core", "overlaps the core of \(other.id); a pixel belongs to one")
      }
      tiles.append(Tile(id: id, core: core))
      try mapping.finish(known: ["id", "core"])
    }
    var grid = frame
    grid.columns = tiles.map(\.core.endColumn).max() ?? 1
    grid.rows = tiles.map(\.core.endRow).max() ?? 1
    return (tiles, grid)
  }

  /// A core in pixels from coordinates: west, south, east, north.
  private func core(
    _ mapping: inout YAMLMapping, on frame: Grid
  ) throws(TiankanError) -> Window {
    let numbers = try mapping.numbers("core")
    guard numbers.count == 4, numbers[2] > numbers[0], numbers[3] > numbers[1] else {
      throw mapping.problem("core", "[west, south, east, north] in the grid's CRS is expected")
    }
    let edges = [
      (numbers[0] - frame.originX) / frame.pixelWidth,
      (frame.originY - numbers[3]) / frame.pixelHeight,
      (numbers[2] - frame.originX) / frame.pixelWidth,
      (frame.originY - numbers[1]) / frame.pixelHeight,
    ]
    guard edges.allSatisfy({ abs($0 - $0.rounded()) <= 1e-6 * max(1, abs($0)) }) else {
      throw mapping.problem("core", "its edges must lie on pixel edges of the grid")
    }
    guard edges.allSatisfy({ abs($0) < 1e9 }) else {
      throw mapping.problem("core", "lies more than 16 million pixels from the grid's origin")
    }
    let pixels = edges.map { Int($0.rounded()) }
    guard pixels[0] >= 0, pixels[1] >= 0 else {
      throw mapping.problem(
        "core", "reaches west or north of the grid's origin; the origin is the upper left corner")
    }
    guard pixels[2] <= 1 << 24, pixels[3] <= 1 << 24 else {
      throw mapping.problem("core", "lies more than 16 million pixels from the grid's origin")
    }
    return Window(
      column: pixels[0], row: pixels[1], width: pixels[2] - pixels[0],
      height: pixels[3] - pixels[1])
  }
}

// Scenes, rules and the rest.
extension ConfigurationReader {
  private mutating func scenes() throws(TiankanError) -> [String] {
    let paths = try root.texts("scenes")
    guard !paths.isEmpty else {
      throw root.problem("scenes", "at least one catalog or folder is needed")
    }
    return paths.map(resolved)
  }

  private mutating func rules() throws(TiankanError) -> [String] {
    try root.texts("rules").map { $0.hasSuffix(".yaml") ? resolved($0) : $0 }
  }

  private func day(
    _ key: String, of mapping: inout YAMLMapping
  ) throws(TiankanError) -> MonthDay? {
    guard let text = try mapping.text(key) else { return nil }
    guard let day = MonthDay(text) else {
      throw mapping.problem(key, "\"\(text)\" is no day of every year; write \"10-01\"")
    }
    return day
  }

  private mutating func baseline() throws(TiankanError) -> Configuration.Baseline {
    var result = Configuration.Baseline(years: 3, rollover: .first(of: 1))
    guard var mapping = try root.mapping("baseline") else { return result }
    if let years = try mapping.integer("years") {
      guard Configuration.baselineYears.contains(years) else {
        throw mapping.problem("years", "a number from 1 to 10 is expected")
      }
      result.years = years
    }
    if let rollover = try day("rollover", of: &mapping) { result.rollover = rollover }
    try mapping.finish(known: ["years", "rollover"])
    return result
  }

  private mutating func limits() throws(TiankanError) -> Configuration.Limits {
    var result = Configuration.Limits(memory: 1_500_000_000, threads: nil)
    guard var mapping = try root.mapping("limits") else { return result }
    if let text = try mapping.text("memory") {
      guard let bytes = Self.bytes(text) else {
        throw mapping.problem("memory", "\(text) is no amount; write 1.5GB or 800MB")
      }
      guard bytes >= 300_000_000 else {
        throw mapping.problem("memory", "less than 300MB is not enough for a run")
      }
      result.memory = bytes
    }
    if let threads = try mapping.integer("threads") {
      guard (1...256).contains(threads) else {
        throw mapping.problem("threads", "a number from 1 to 256 is expected")
      }
      result.threads = threads
    }
    try mapping.finish(known: ["memory", "threads"])
    return result
  }

  /// `1.5GB`, `800MB` or a plain number of bytes.
  private static func bytes(_ text: String) -> Int? {
    let units = [("GB", 1e9), ("MB", 1e6), ("", 1)]
    for (unit, factor) in units where text.hasSuffix(unit) {
      guard let number = Double(text.dropLast(unit.count)), number > 0, number * factor < 1e15
      else { return nil }
      return Int(number * factor)
    }
    return nil
  }

  private mutating func publish() throws(TiankanError) -> Configuration.Publish {
    var result = Configuration.Publish(mode: .internal, capPerCounty: 50)
    guard var mapping = try root.mapping("publish") else { return result }
    if let text = try mapping.text("mode") {
      guard let mode = Configuration.Publish.Mode(rawValue: text) else {
        throw mapping.problem("mode", "\(text) is not known; known is internal")
      }
      result.mode = mode
    }
    if let cap = try mapping.integer("cap_per_county") {
      guard cap >= 0 else { throw mapping.problem("cap_per_county", "cannot be negative") }
      result.capPerCounty = cap
    }
    result.alerts = try mapping.text("alerts").map(resolved)
    result.metrics = try mapping.text("metrics").map(resolved)
    if let path = result.metrics, !path.hasSuffix(".prom") {
      throw mapping.problem("metrics", "the collector of Prometheus reads files that end in .prom")
    }
    result.batches = try mapping.text("batches").map(resolved)
    if let trial = try mapping.integer("trial_batches") {
      guard trial >= 0 else { throw mapping.problem("trial_batches", "cannot be negative") }
      result.trialBatches = trial
    }
    try mapping.finish(
      known: ["mode", "cap_per_county", "alerts", "metrics", "batches", "trial_batches"])
    return result
  }
}

// Layers.
extension ConfigurationReader {
  private mutating func layers() throws(TiankanError) -> [LayerRole: LayerSource] {
    guard var mapping = try root.mapping("layers") else { return [:] }
    var layers: [LayerRole: LayerSource] = [:]
    for role in LayerRole.allCases {
      if let layer = try layer(role, of: &mapping) { layers[role] = layer }
    }
    if layers[.minePlan] != nil, layers[.mines] == nil {
      throw mapping.problem("mine_plan", "a plan needs the layer mines")
    }
    try mapping.finish(known: LayerRole.allCases.map(\.rawValue))
    return layers
  }

  private func layer(
    _ role: LayerRole, of layers: inout YAMLMapping
  ) throws(TiankanError) -> LayerSource? {
    let key = role.rawValue
    guard layers.isMapping(key) else {
      // A path alone says all that most layers need.
      guard let path = try layers.text(key) else { return nil }
      let required = role.fields.required
      guard required.isEmpty else {
        throw layers.problem(
          key, "say which fields hold \(required.joined(separator: ", ")) (fields: {…})")
      }
      return LayerSource(source: resolved(path), fields: [:], version: "", options: .init())
    }
    guard var mapping = try layers.mapping(key) else { return nil }
    var known = ["source", "layer", "fields", "version", "datum", "crs", "encoding"]
    var layer = LayerSource(
      source: try source(&mapping), fields: try fields(role, of: &mapping),
      version: try mapping.text("version") ?? "", options: try options(&mapping))
    if role == .approvals {
      known += ["complete_to", "coverage"]
      if let text = try mapping.text("complete_to") {
        guard let date = CalendarDate(text) else {
          throw mapping.problem("complete_to", "\(text) is no date; write 2025-12-31")
        }
        layer.completeTo = date
      }
      layer.coverage = try mapping.text("coverage").map(resolved)
      if layer.coverage != nil, layer.completeTo == nil {
        throw mapping.problem("coverage", "says nothing without complete_to")
      }
    }
    if role == .cropland {
      known.append("fallow")
      if var table = try mapping.mapping("fallow") {
        layer.fallow = LayerSource.TableSource(
          source: try source(&table),
          fields: try named(["id", "from", "to"], required: ["id", "from", "to"], of: &table))
        try table.finish(known: ["source", "layer", "fields"])
      }
    }
    try mapping.finish(known: known)
    return layer
  }

  private func source(_ mapping: inout YAMLMapping) throws(TiankanError) -> String {
    let path = resolved(try mapping.required("source"))
    guard let name = try mapping.text("layer") else { return path }
    if path.contains("#") { throw mapping.problem("layer", "the source names a layer already") }
    return "\(path)#\(name)"
  }

  private func fields(
    _ role: LayerRole, of mapping: inout YAMLMapping
  ) throws(TiankanError) -> [String: String] {
    try named(role.fields.known, required: role.fields.required, of: &mapping)
  }

  private func named(
    _ known: [String], required: [String], of mapping: inout YAMLMapping
  ) throws(TiankanError) -> [String: String] {
    var names: [String: String] = [:]
    let line = mapping
    if var fields = try mapping.mapping("fields") {
      for key in known {
        if let name = try fields.text(key) { names[key] = name }
      }
      try fields.finish(known: known)
    }
    if let missing = required.first(where: { names[$0] == nil }) {
      throw line.problem("fields", "\(missing) is missing; say which field holds it")
    }
    return names
  }

  private func options(_ mapping: inout YAMLMapping) throws(TiankanError) -> BoundaryOptions {
    var options = BoundaryOptions()
    if let text = try mapping.text("datum") {
      guard let datum = PositionDatum(rawValue: text) else {
        throw mapping.problem("datum", "\(text) is not known; known are wgs84, cgcs2000, gcj02")
      }
      options.datum = datum
    }
    if let text = try mapping.text("crs") {
      do throws(TiankanError) {
        options.crs = try CoordinateReferenceSystem(parsing: text)
      } catch {
        throw mapping.problem("crs", error.message)
      }
    }
    if let text = try mapping.text("encoding") {
      guard let encoding = TextEncoding(name: text) else {
        throw mapping.problem("encoding", "\(text) is not known; write UTF-8 or GB18030")
      }
      options.encoding = encoding
    }
    return options
  }
}

extension Configuration {
  /// Reads and checks a configuration.
  ///
  /// - Throws: `.notFound`, `.permission`; `.usage` for unknown keys, missing ones and contradictions, with file and line.
  public init(reading file: String) throws(TiankanError) {
    do throws(TiankanError) {
      let root = try YAMLMapping(file: file)
      var reader = ConfigurationReader(root)
      self = try reader.read()
    } catch  where error.code == .malformed {
      throw TiankanError(.usage, error.message, subject: error.subject, cause: error.cause)
    }
  }
}

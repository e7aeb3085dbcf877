import ChangeDetection
import Diagnostics
import Geometry
import Imagery
import LandUnits
import LedgerStore

/// What a state depends on besides scenes, as one digest: rules, configuration, land units, program. Where it differs, the
/// state is computed anew.
struct StateKey {
  private var digest = SHA256()

  /// The digest in hexadecimal digits.
  static func of(
    _ request: MonitorRequest, run: MonitorRun, program: String
  ) throws(TiankanError) -> String {
    var key = StateKey()
    key.add("state \(TileState.currentVersion)")
    key.add(request.programVersion)
    key.add(program)
    try key.add(request.rules)
    key.add(request.configuration)
    key.add(run.layers)
    key.add(run.units.index, places: run.units.places)
    return key.digest.finish()
  }

  private mutating func add(_ text: String) {
    // Told apart from its neighbours by its length.
    digest.update("\(text.utf8.count):".utf8)
    digest.update(text.utf8)
  }

  private mutating func add(_ rules: MonitorRules) throws(TiankanError) {
    add(try rules.document(rules.construction))
    add(try rules.document(rules.abandonment))
    add(try rules.document(rules.rehabilitation))
    add(try rules.document(rules.index))
    add("\(rules.minimumMappingUnit)")
    for source in rules.sources { add(source.text) }
  }

  private mutating func add(_ configuration: Configuration) {
    let grid = configuration.grid
    add(grid.crs.wkt)
    add("\(grid.originX) \(grid.originY) \(grid.pixelWidth) \(grid.pixelHeight)")
    for tile in configuration.tiles {
      let core = tile.core
      add("\(tile.id) \(core.column) \(core.row) \(core.width) \(core.height)")
    }
    for (role, source) in configuration.layers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      add(role.rawValue)
      add(source.version)
      for (name, field) in source.fields.sorted(by: { $0.key < $1.key }) { add("\(name)=\(field)") }
    }
  }

  private mutating func add(_ layers: AreaLayers) {
    add(layers.approvalsCompleteTo.map { "\($0)" } ?? "incomplete")
    for unit in layers.approvalCoverage ?? [] { add(unit.geometry) }
    for unit in layers.units[.supervised] ?? [] { add(unit.geometry) }
    add("supervised \(layers.units[.supervised]?.count ?? -1)")
    for (id, spans) in layers.fallow.sorted(by: { $0.key < $1.key }) {
      add(id)
      for span in spans { add("\(span.lowerBound) \(span.upperBound)") }
    }
    for (id, plan) in layers.minePlans.sorted(by: { $0.key < $1.key }) {
      add(id)
      for step in plan {
        add("\(step.date) \(step.cover) \(step.squareMetres.map { "\($0)" } ?? "-")")
      }
    }
    for (role, meanings) in layers.meanings.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      add(role.rawValue)
      for (id, meaning) in meanings.sorted(by: { $0.key < $1.key }) { add("\(id) \(meaning)") }
    }
  }

  private mutating func add(_ index: LandUnitIndex, places: [MonitoredUnits.Place?]) {
    for (unit, (outline, place)) in zip(index.units, zip(index.outlines, places)) {
      add(unit.layer)
      add(unit.id)
      add(unit.name ?? "")
      add("\(unit.grossSquareMetres) \(unit.netSquareMetres.map { "\($0)" } ?? "-")")
      add(place.map { "\($0.tile) \($0.county ?? "-")" } ?? "-")
      for attribute in unit.attributes {
        add(attribute.name)
        add(attribute.value.text ?? "null")
      }
      add(outline)
    }
  }

  private mutating func add(_ outline: MultiPolygon) { outline.update(&digest) }
}

extension MultiPolygon {
  /// The digest of the positions, by which an outline is known again.
  var contentDigest: String {
    var digest = SHA256()
    update(&digest)
    return digest.finish()
  }

  fileprivate func update(_ digest: inout SHA256) {
    var numbers: [UInt64] = [UInt64(polygons.count)]
    for polygon in polygons {
      numbers.append(UInt64(polygon.rings.count))
      for ring in polygon.rings {
        numbers.append(UInt64(ring.coordinates.count))
        for position in ring.coordinates {
          numbers.append(position.x.bitPattern)
          numbers.append(position.y.bitPattern)
        }
      }
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * 8)
    for number in numbers {
      for byte in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * byte))) }
    }
    digest.update(bytes)
  }
}

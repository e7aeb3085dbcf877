import ChangeDetection
import Diagnostics
import GeoIO
import Geometry
import Imagery
import LandUnits
import Synchronization

/// The table of a zonal job: a row per land unit in the order of the layer, a group of columns per index.
struct ZonalTable: Sendable {
  let units: ZonalUnits
  let results: ZonalResults
  let indices: [SpectralIndex]
  let percentiles: [Int]

  /// The names of the columns and their kinds.
  var columns: [FieldDefinition] {
    var columns = [FieldDefinition("unit", .text), FieldDefinition("pixels", .real)]
    for index in indices {
      func column(_ name: String, _ kind: FieldDefinition.Kind) -> FieldDefinition {
        FieldDefinition("\(index.rawValue)_\(name)", kind)
      }
      columns += [
        column("count", .integer64), column("valid_share", .real), column("mean", .real),
        column("std", .real), column("min", .real),
      ]
      columns += percentiles.map { column("p\($0)", .real) }
      columns.append(column("max", .real))
    }
    return columns
  }

  /// Checks that a table can be written under that name.
  static func checkFormat(of path: String) throws(TiankanError) {
    let lowered = path.lowercased()
    guard !lowered.hasSuffix(".csv"), !lowered.hasSuffix(".gpkg") else { return }
    throw TiankanError(.usage, "the table must end in .csv or .gpkg", subject: path)
  }

  /// Writes the table.
  func write(to path: String, crs: CoordinateReferenceSystem, context: JobContext)
    throws(TiankanError)
  {
    if path.lowercased().hasSuffix(".gpkg") {
      try writeGeoPackage(path, crs: crs)
    } else {
      try writeCSV(path, context: context)
    }
  }
}

// CSV.
extension ZonalTable {
  private static let rowsAtOnce = 8192

  private func writeCSV(_ path: String, context: JobContext) throws(TiankanError) {
    let file = ZonalCSV(try CSVFile(creating: path))
    var head = CSVRows()
    for column in columns { head.add(column.name) }
    head.endRow()
    try file.write(head)
    let pieces = (units.count + Self.rowsAtOnce - 1) / Self.rowsAtOnce
    try context.pool.run(count: pieces, ahead: context.pool.threads * 2) {
      () throws(TiankanError) -> Int in
      0
    } produce: { (_: inout Int, piece) throws(TiankanError) -> CSVRows in
      rows(piece * Self.rowsAtOnce..<min(units.count, (piece + 1) * Self.rowsAtOnce))
    } consume: { _, rows throws(TiankanError) in
      try file.write(rows)
    }
    try file.finish()
  }

  private func rows(_ range: Range<Int>) -> CSVRows {
    var rows = CSVRows()
    for unit in range {
      let place = units.place(of: unit)
      rows.add(units.chunks[place.chunk].ids[place.unit])
      let records = results.records(of: unit)
      rows.add(Self.millionths(records.first?.coveredPixels ?? 0), decimals: 6)
      for (index, record) in records.enumerated() {
        rows.add(Int64(record.cellCount))
        rows.add(Self.millionths(record.validShare), decimals: 6)
        guard record.hasData else {
          for _ in 0..<4 + percentiles.count { rows.addEmpty() }
          continue
        }
        rows.add(record.mean, decimals: 7)
        rows.add(record.deviation, decimals: 7)
        rows.add(Int64(record.minimum), decimals: 4)
        for value in results.percentiles(of: unit, index: index) {
          rows.add(Int64(value), decimals: 4)
        }
        rows.add(Int64(record.maximum), decimals: 4)
      }
      rows.endRow()
    }
    return rows
  }

  private static func millionths(_ value: Double) -> Int64 {
    Int64((value * 1e6).rounded(.toNearestOrEven))
  }
}

// GeoPackage.
extension ZonalTable {
  private func writeGeoPackage(
    _ path: String, crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    var writer = try FeatureWriter(path: path, format: .geoPackage, crs: crs)
    let columns = columns
    let layer = try writer.addLayer(name: "zonal", fields: columns, geometry: .multiPolygon)
    var unit = 0
    for chunk in units.chunks {
      for (position, id) in chunk.ids.enumerated() {
        let feature = Feature(
          identifier: id,
          attributes: zip(columns, values(of: unit, id: id)).map {
            Feature.Attribute($0.name, $1)
          },
          geometry: chunk.outlines.outline(of: position))
        unit += 1
        try writer.write(feature, fid: Int64(unit), to: layer)
      }
    }
    try writer.finish()
  }

  private func values(of unit: Int, id: String) -> [AttributeValue] {
    let records = results.records(of: unit)
    var values: [AttributeValue] = [.text(id), .real(records.first?.coveredPixels ?? 0)]
    for (index, record) in records.enumerated() {
      values += [.integer(Int64(record.cellCount)), .real(record.validShare)]
      guard record.hasData else {
        values += Array(repeating: .null, count: 4 + percentiles.count)
        continue
      }
      // Divided by a power of ten, so that the nearest number to the decimal text of the CSV comes out.
      values += [.real(Double(record.mean) / 1e7), .real(Double(record.deviation) / 1e7)]
      values.append(.real(Double(record.minimum) / 1e4))
      values += results.percentiles(of: unit, index: index).map { .real(Double($0) / 1e4) }
      values.append(.real(Double(record.maximum) / 1e4))
    }
    return values
  }
}

/// A CSV file that the pool's consumer writes to.
private final class ZonalCSV: Sendable {
  private let file: Mutex<CSVFile?>

  init(_ file: consuming sending CSVFile) { self.file = Mutex(consume file) }

  func write(_ rows: CSVRows) throws(TiankanError) {
    try file.withLock { (file) throws(TiankanError) in try file?.write(rows) }
  }

  func finish() throws(TiankanError) {
    guard let file = file.withLock({ $0.take() }) else {
      throw TiankanError(.bug, "the table was finished twice")
    }
    try file.finish()
  }
}

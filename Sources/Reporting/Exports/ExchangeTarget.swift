public import Diagnostics
import Foundation
public import GeoIO
public import Geometry
public import Imagery

/// A file for other offices: its ending says the format (`.shp`, `.gpkg`, `.gdb`, `.csv`, `.xlsx`). It appears complete or not at all, and never over
/// something that is there.
public struct ExchangeTarget: Sendable {
  private let path: String
  private let format: ExchangeFile.Format

  /// Chooses the format.
  ///
  /// - Parameters:
  ///   - day: The day of a Shapefile's table.
  ///   - encoding: The encoding of a Shapefile's texts, UTF-8 or GB18030.
  /// - Throws: `.usage` for other endings, or an encoding for another format; `.duplicate` where something is at the path.
  public init(
    _ path: String, day: CalendarDate, encoding: TextEncoding?
  ) throws(TiankanError) {
    self.path = path
    switch (path as NSString).pathExtension.lowercased() {
    case "shp": format = .shapefile(day: day, encoding: encoding ?? .utf8)
    case "gpkg": format = .geoPackage
    case "gdb": format = .fileGeodatabase
    case "csv": format = .csv
    case "xlsx": format = .spreadsheet
    default:
      throw TiankanError(
        .usage, "the output must end in .shp, .gpkg, .gdb, .csv or .xlsx", subject: path)
    }
    if let encoding, format != .shapefile(day: day, encoding: encoding), encoding != .utf8 {
      throw TiankanError(
        .usage, "only Shapefiles have a choice of encodings; all others are UTF-8", subject: path)
    }
    guard !FileManager.default.fileExists(atPath: path) else {
      throw TiankanError(.duplicate, "something is there already; name a new file", subject: path)
    }
  }

  /// Writes rows.
  ///
  /// - Returns: The files written.
  public func write(
    _ rows: [Feature], fields: [FieldDefinition], name: String, crs: CoordinateReferenceSystem
  ) throws(TiankanError) -> [String] {
    let folder = (path as NSString).deletingLastPathComponent
    let place = folder.isEmpty ? "." : folder
    let temporary = "\(place)/.tiankan-\(ProcessInfo.processInfo.processIdentifier).part"
    try? FileManager.default.removeItem(atPath: temporary)
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    do {
      try FileManager.default.createDirectory(
        atPath: temporary, withIntermediateDirectories: false)
    } catch {
      throw TiankanError(
        .permission, "the folder of the output cannot be written to", subject: path,
        cause: "\(error)")
    }
    try ExchangeFile.write(
      rows, fields: fields, name: name,
      to: "\(temporary)/\((path as NSString).lastPathComponent)", format: format, crs: crs)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? []
    let targets = names.sorted().map { "\(place)/\($0)" }
    for target in targets where FileManager.default.fileExists(atPath: target) {
      throw TiankanError(.duplicate, "something is there already; remove it", subject: target)
    }
    for (name, target) in zip(names.sorted(), targets) {
      do {
        try FileManager.default.moveItem(atPath: "\(temporary)/\(name)", toPath: target)
      } catch {
        throw TiankanError(
          .outputFailed, "the output cannot get its name; check the folder", subject: target,
          cause: "\(error)")
      }
    }
    return targets
  }
}

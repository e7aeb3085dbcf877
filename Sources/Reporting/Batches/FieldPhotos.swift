public import Diagnostics
import Foundation
public import GeoIO
public import Geometry
public import Imagery
import LedgerStore

/// Checks the photos of a field check: that they were taken at the clue or land unit, on the stated day. Positions are in the datum that
/// whoever imports them states, because cameras and map programs write all of them as if they were WGS 84.
public struct FieldPhotos: ~Copyable {
  private let folder: String
  private let datum: PositionDatum
  private let toPlane: CoordinateTransform
  /// How far from the outline a photo may be taken, in metres.
  private let reach: Double

  /// Prepares checks in the plane of a grid.
  ///
  /// - Parameters:
  ///   - reach: How far from the outline a photo may be taken, in metres.
  /// - Throws: `.notFound` for a folder that is not there; `.unsuitableCRS` for a grid in degrees.
  public init(
    in folder: String, datum: PositionDatum, grid crs: CoordinateReferenceSystem, reach: Double
  ) throws(TiankanError) {
    guard FileManager.default.fileExists(atPath: folder) else {
      throw TiankanError(.notFound, "the folder of photos is not there", subject: folder)
    }
    guard crs.kind == .projected else {
      throw TiankanError(
        .unsuitableCRS, "distances of photos need a grid in a projected CRS", subject: "\(crs)")
    }
    let source: CoordinateReferenceSystem
    switch datum {
    case .cgcs2000: source = try CGCS2000.geographic()
    case .wgs84, .gcj02: source = try CoordinateReferenceSystem(parsing: "EPSG:4326")
    }
    let transform = try CoordinateTransform(from: source, to: crs)
    self.folder = folder
    self.datum = datum
    self.reach = reach
    toPlane = transform
  }

  /// What the journal keeps of a photo: name, SHA-256, position with its datum, day, distance from the outline.
  ///
  /// - Parameters:
  ///   - name: The name of the file in the folder.
  ///   - outline: The outline of the clue or land unit, in the CRS of the grid.
  ///   - checked: The day of the check; nil where none is stated.
  ///   - today: The present day; no photo is later.
  /// - Throws: `.notFound`; `.malformed` for a photo without position or day, of another place or day; errors of reading.
  public borrowing func attachment(
    _ name: String, of outline: MultiPolygon, checked: CalendarDate?, today: CalendarDate
  ) throws(TiankanError) -> String {
    guard !name.contains("/"), name != "..", !name.isEmpty else {
      throw TiankanError(.usage, "a photo is named by its file in the folder", subject: name)
    }
    let path = "\(folder)/\(name)"
    let photo = try PhotoRecord(reading: path)
    guard let position = photo.position else {
      throw TiankanError(
        .malformed, "the photo has no position; take it with location switched on", subject: name)
    }
    guard let date = photo.date else {
      throw TiankanError(.malformed, "the photo has no time of taking", subject: name)
    }
    if date > today || (checked.map { $0 != date } ?? false) {
      throw TiankanError(
        .malformed,
        "the photo was taken on \(date), not on the day of the check\(checked.map { " (\($0))" } ?? "")",
        subject: name)
    }
    var place = [datum == .gcj02 ? GCJ02.toWGS84(position) : position]
    try toPlane.transform(&place)
    let distance = outline.distance(to: place[0])
    guard distance <= reach else {
      throw TiankanError(
        .malformed,
        "the photo was taken \(Int(distance.rounded())) m from the place, more than \(Int(reach)) m; check photo and datum",
        subject: name)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TiankanError(.notFound, "the photo cannot be read", subject: name)
    }
    let time = photo.time.isEmpty ? "\(date)" : "\(date) \(photo.time)"
    return
      "photo \(name) sha256=\(SHA256.of(data)) datum=\(datum.rawValue) longitude=\(NumberText.fixed(position.x, 7)) latitude=\(NumberText.fixed(position.y, 7)) taken=\(time) distance=\(Int(distance.rounded()))m"
  }
}

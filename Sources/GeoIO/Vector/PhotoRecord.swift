import CGDAL
public import Diagnostics
import Foundation
public import Geometry
public import Imagery

/// What a photo says of itself in its EXIF block: where and when it was taken.
public struct PhotoRecord: Hashable, Sendable {
  /// Longitude and latitude in the datum that whoever took it states; nil where the photo has none.
  public var position: Coordinate?
  /// The day by the camera's clock, else by the satellites'; nil where the photo has none.
  public var date: CalendarDate?
  /// The time of day by the same clock, such as `10:11:12`; empty where there is none.
  public var time: String
  /// The datum that the camera wrote, which many cameras do not know; empty where there is none.
  public var statedDatum: String

  /// Reads a photo (JPEG, or another format of GDAL's with EXIF).
  ///
  /// - Throws: `.notFound`, `.permission`, `.corrupt`, `.unsupportedFormat`; `.malformed` for a position that is none.
  public init(reading path: String) throws(TiankanError) {
    let dataset = try GDALDataset(opening: path, flags: GDAL_OF_RASTER)
    let entries = Dictionary(dataset.metadata().map { ($0.key, $0.value) }) { first, _ in first }
    func text(_ name: String) -> String {
      (entries["EXIF_\(name)"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }
    statedDatum = text("GPSMapDatum")
    let words = text("DateTimeOriginal").split(separator: " ")
    if words.count == 2, let day = Self.day(words[0]) {
      date = day
      time = String(words[1])
    } else {
      date = Self.day(text("GPSDateStamp")[...])
      time = ""
    }
    position = nil
    guard !text("GPSLatitude").isEmpty || !text("GPSLongitude").isEmpty else { return }
    guard let latitude = Self.degrees(text("GPSLatitude"), text("GPSLatitudeRef"), "N", "S"),
      let longitude = Self.degrees(text("GPSLongitude"), text("GPSLongitudeRef"), "E", "W"),
      latitude.magnitude <= 90, longitude.magnitude <= 180
    else {
      throw TiankanError(
        .malformed, "the position in the photo's EXIF block cannot be read", subject: path,
        cause: "\(text("GPSLatitude")) \(text("GPSLongitude"))")
    }
    position = Coordinate(x: longitude, y: latitude)
  }

  /// `2026:03:01`.
  private static func day(_ text: Substring) -> CalendarDate? {
    let parts = text.split(separator: ":").compactMap { Int($0) }
    return parts.count == 3 ? CalendarDate(year: parts[0], month: parts[1], day: parts[2]) : nil
  }

  /// `(24) (52) (12.34)` with its side.
  private static func degrees(
    _ text: String, _ side: String, _ positive: String, _ negative: String
  ) -> Double? {
    let parts = text.split { "() ".contains($0) }.compactMap { Double($0) }
    guard (1...3).contains(parts.count), parts.allSatisfy({ $0 >= 0 && $0.isFinite }),
      side.hasPrefix(positive) || side.hasPrefix(negative)
    else { return nil }
    let value = parts.enumerated().reduce(0.0) { sum, part in
      sum + part.element / [1, 60, 3600][part.offset]
    }
    return side.hasPrefix(negative) ? -value : value
  }
}

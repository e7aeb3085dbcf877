import Foundation

/// What the journal keeps of a photo, as a line of text: read back for those who look at it.
struct PhotoLine: Sendable {
  /// The digest of the file.
  var digest: String
  /// When it was taken, by the camera.
  var taken: String?
  /// How far from the clue, in metres.
  var distance: Int?
  /// Where, in the datum that was stated.
  var longitude: Double?
  var latitude: Double?

  /// Reads a line that `FieldPhotos` wrote; nil for what is no photo.
  init?(_ line: String) {
    guard line.hasPrefix("photo ") else { return nil }
    func field(_ name: String, upTo next: String = " ") -> String? {
      guard let start = line.range(of: " \(name)=")?.upperBound else { return nil }
      let rest = line[start...]
      return String(rest[..<(rest.range(of: next)?.lowerBound ?? rest.endIndex)])
    }
    guard let digest = field("sha256"), PhotoStore.isDigest(digest) else { return nil }
    self.digest = digest
    taken = field("taken", upTo: " distance=")
    distance = field("distance").flatMap { Int($0.dropLast()) }
    longitude = field("longitude").flatMap(Double.init)
    latitude = field("latitude").flatMap(Double.init)
  }

  /// The line as JSON.
  func json(url: String?) -> JSONText {
    [
      "sha256": .text(digest), "url": JSONText(url), "taken": JSONText(taken),
      "distance_metres": distance.map { .integer($0) } ?? .null,
      "longitude": JSONText(longitude), "latitude": JSONText(latitude),
    ]
  }
}

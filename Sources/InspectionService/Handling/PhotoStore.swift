import Diagnostics
import Foundation
import GeoIO
import LedgerStore

/// Uploaded photos: files named by their own SHA-256, each with a note of what was checked and who brought it.
///
/// No name from a request becomes part of a path but the 64 hexadecimal digits of a digest, which are checked.
final class PhotoStore: Sendable {
  /// What is kept beside a photo.
  struct Note: Codable, Hashable, Sendable {
    /// The key of the clue for which it was checked.
    var clue: String
    /// Who brought it.
    var person: String
    /// When, UTC, ISO 8601.
    var time: String
    /// What the journal will keep of it.
    var attachment: String
  }

  let folder: String
  let limit: Int

  /// Prepares the folder, and removes what was uploaded and never named.
  ///
  /// - Throws: errors of making the folder.
  init(_ configuration: ServiceConfiguration) throws(TiankanError) {
    folder = configuration.photos
    limit = configuration.limits.photo
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw TiankanError(
        .outputFailed, "the folder of photos cannot be made; check its permissions",
        subject: folder, cause: "\(error)")
    }
  }

  /// Whether a text is the digest of a file.
  static func isDigest(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }

  /// Where a photo is.
  ///
  /// - Precondition: The digest was checked.
  func path(of digest: String) -> String {
    precondition(Self.isDigest(digest), "a digest names a photo")
    return "\(folder)/\(digest).jpg"
  }

  private func notePath(_ digest: String, _ clue: String) -> String {
    precondition(Self.isDigest(digest), "a digest names a photo")
    // One photo may show two clues; the note of each is its own.
    return "\(folder)/\(digest).\(SHA256.of(clue.utf8).prefix(16)).json"
  }

  /// Puts a photo on the disk, before anything refers to it.
  func keep(_ bytes: [UInt8], digest: String) throws(TiankanError) {
    let path = path(of: digest)
    if FileManager.default.fileExists(atPath: path) { return }
    try AtomicFile.write(Data(bytes), to: path)
    try DurableFolder.synchronise(folder)
  }

  /// Puts down what was checked.
  func keep(_ note: Note, digest: String) throws(TiankanError) {
    do {
      try AtomicFile.write(JSONEncoder().encode(note), to: notePath(digest, note.clue))
      try DurableFolder.synchronise(folder)
    } catch let error as TiankanError {
      throw error
    } catch {
      throw TiankanError(.bug, "the note of a photo cannot be written", cause: "\(error)")
    }
  }

  /// What was checked of a photo for a clue; nil where it was not uploaded for it.
  func note(_ digest: String, of clue: String) -> Note? {
    guard let data = FileManager.default.contents(atPath: notePath(digest, clue)) else {
      return nil
    }
    return try? JSONDecoder().decode(Note.self, from: data)
  }

  /// The bytes of a photo; nil where there is none.
  func contents(_ digest: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path(of: digest)).map { Array($0) }
  }

  /// Removes photos that were uploaded more than a day ago and that no entry of the journal names.
  func removeForgotten(named: Set<String>, now: Date) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names {
      let digest = String(name.prefix(64))
      guard Self.isDigest(digest), !named.contains(digest) else { continue }
      let path = "\(folder)/\(name)"
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard let written = attributes?[.modificationDate] as? Date,
        now.timeIntervalSince(written) > 86_400
      else { continue }
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}

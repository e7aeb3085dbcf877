import Diagnostics
import Foundation
import GeoIO
import Glibc
import Imagery
import LedgerStore
import Synchronization

/// The content of scenes as SHA-256 of the files that are read of them, streamed, and kept by size and time of change so
/// that a file is read for it once.
struct SceneContents {
  private struct Known: Codable, Hashable, Sendable {
    var size: Int
    /// Microseconds since 1970.
    var changed: Int
    var digest: String
  }

  private let path: String
  private var known: [String: Known]
  private(set) var bytesRead = 0
  /// The program's own file, once it was asked for, and whether its digest is new.
  private var program: (file: String, isNew: Bool)?

  /// - Parameter folder: The folder of the state, which exists.
  init(in folder: String) {
    path = "\(folder)/contents.json"
    // What cannot be read is computed again.
    let data = try? Data(contentsOf: URL(filePath: path))
    known = data.flatMap { try? JSONDecoder().decode([String: Known].self, from: $0) } ?? [:]
  }

  /// The contents of all scenes, one per entry.
  mutating func contents(
    of archive: SceneArchive, in context: JobContext
  ) throws(TiankanError) -> [String] {
    let files = archive.entries.map { Self.files(of: $0) }
    let wanted = Set(files.joined())
    let missing = wanted.filter { file in
      guard let (size, changed) = Self.status(file) else { return false }
      return known[file].map { $0.size != size || $0.changed != changed } ?? true
    }.sorted()
    if !missing.isEmpty {
      let found = Mutex<[(String, Known)]>([])
      try context.pool.run(count: missing.count, ahead: context.pool.threads) {
        () throws(TiankanError) -> Bool in
        true
      } produce: { (_: inout Bool, item: Int) throws(TiankanError) -> String in
        try Self.digest(missing[item])
      } consume: { item, digest throws(TiankanError) in
        guard let (size, changed) = Self.status(missing[item]) else { return }
        found.withLock {
          $0.append((missing[item], Known(size: size, changed: changed, digest: digest)))
        }
      }
      for (file, one) in found.withLock({ $0 }) {
        known[file] = one
        bytesRead += one.size
      }
    }
    let count = known.count
    known = known.filter { wanted.contains($0.key) || $0.key == program?.file }
    if !missing.isEmpty || known.count < count || program?.isNew == true { save() }
    return files.map { files in
      // Files that are not of this machine have no status; they are known by their names alone.
      let parts = files.map { known[$0]?.digest ?? "unknown" }
      return parts.allSatisfy { $0 == "unknown" }
        ? ""
        : SHA256.of(parts.joined(separator: "\n").utf8)
    }
  }

  /// The SHA-256 of the program's file; kept like those of scenes where they are asked for afterwards.
  mutating func digest(ofProgram file: String) -> String {
    guard let (size, changed) = Self.status(file) else { return "" }
    if let one = known[file], one.size == size, one.changed == changed {
      program = (file, false)
      return one.digest
    }
    guard let digest = try? Self.digest(file) else { return "" }
    program = (file, true)
    known[file] = Known(size: size, changed: changed, digest: digest)
    return digest
  }

  private func save() {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    // A run that cannot keep them computes them again; what they are does not change.
    try? encoder.encode(known).write(to: URL(filePath: path), options: .atomic)
  }

  /// The files of a scene in the order of their roles, the quality layer last.
  private static func files(of entry: SceneArchive.Entry) -> [String] {
    var files = entry.roles.compactMap { entry.scene.bands[$0]?.path }
    if let quality = entry.scene.quality { files.append(quality.source.path) }
    var seen: Set<String> = []
    return files.filter { seen.insert($0).inserted }
  }

  private static func status(_ file: String) -> (size: Int, changed: Int)? {
    // Not FileManager's attributes: it looks up the owner's name, which reads two files of the system for every scene file of
    // the archive, every night.
    var found = stat()
    guard unsafe stat(file, &found) == 0 else { return nil }
    return (
      Int(found.st_size), found.st_mtim.tv_sec * 1_000_000 + (found.st_mtim.tv_nsec + 500) / 1000
    )
  }

  private static func digest(_ file: String) throws(TiankanError) -> String {
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: file))
      defer { try? handle.close() }
      var hash = SHA256()
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        hash.update(piece)
      }
      return hash.finish()
    } catch {
      throw TiankanError(
        .corrupt, "the file cannot be read to its end; fetch it again", subject: file,
        cause: "\(error)")
    }
  }
}

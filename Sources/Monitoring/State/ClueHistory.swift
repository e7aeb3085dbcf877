import Diagnostics
import Foundation

/// Of which clues, with which outlines and over which scenes the ledger has observations.
struct ClueHistory: Codable, Hashable, Sendable {
  /// What states depend on besides scenes.
  var key: String
  var scenes: [SceneMark]
  /// The dates by pixels and the digest of the outline, by clue key.
  var clues: [String: String]
  /// Since when confirmed clues are there by their whole outline, as days since 1970-01-01, by clue key.
  var beginnings: [String: Int]

  private static func file(in folder: String) -> String { "\(folder)/clues.json" }

  /// Reads the history of a generation; nil where there is none that can be used.
  static func read(from folder: String) -> ClueHistory? {
    (try? Data(contentsOf: URL(filePath: file(in: folder)))).flatMap {
      try? JSONDecoder().decode(ClueHistory.self, from: $0)
    }
  }

  /// Writes the history.
  func write(to folder: String) throws(TiankanError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    do {
      try encoder.encode(self).write(to: URL(filePath: Self.file(in: folder)), options: .atomic)
    } catch {
      throw TiankanError(
        .outputFailed, "the state cannot be written; check room and permissions",
        subject: Self.file(in: folder), cause: "\(error)")
    }
  }
}

import Diagnostics
import Foundation

/// What a tile's pass counted: how many supervised pixels there are, which of them were monitored, and what each scene shows.
struct TileCounts: Codable, Sendable, Hashable {
  var watched = 0
  /// Pixels with enough clear observations for a baseline.
  var monitored = 0
  var usable: [String: Int] = [:]
  var blocks = 0
  var skippedBlocks = 0

  private static func file(in folder: String) -> String { "\(folder)/counts.json" }

  init() {}

  /// Reads the counts of a tile.
  init(in folder: String) throws(TiankanError) {
    do {
      let data = try Data(contentsOf: URL(filePath: Self.file(in: folder)))
      self = try JSONDecoder().decode(TileCounts.self, from: data)
    } catch {
      throw TiankanError(
        .corrupt, "the state of a tile is damaged; run with --rebuild",
        subject: Self.file(in: folder), cause: "\(error)")
    }
  }

  /// Writes the counts.
  func write(to folder: String) throws(TiankanError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    do {
      try encoder.encode(self).write(to: URL(filePath: Self.file(in: folder)), options: .atomic)
    } catch {
      throw TiankanError(
        .outputFailed, "the state of a tile cannot be written; check room and permissions",
        subject: Self.file(in: folder), cause: "\(error)")
    }
  }
}

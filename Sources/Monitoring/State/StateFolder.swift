import Diagnostics
import Foundation
import Imagery

/// The folder of the state: one subfolder per generation, and in it one per tile.
///
/// A generation is complete before the ledger's transaction names it, and the ledger is believed: a generation that the ledger
/// does not name is left over from a run that did not end, and is removed by the next one.
struct StateFolder: Sendable {
  let path: String

  /// The folder of a tile in a generation.
  func folder(of tile: String, generation: Int) -> String {
    "\(path)/generation-\(generation)/\(tile)"
  }

  /// Makes the folder for a tile of a new generation, empty.
  func make(_ tile: String, generation: Int) throws(TiankanError) -> String {
    let folder = folder(of: tile, generation: generation)
    do {
      if FileManager.default.fileExists(atPath: folder) {
        try FileManager.default.removeItem(atPath: folder)
      }
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw TiankanError(
        .outputFailed, "the folder of the state cannot be made; check its permissions",
        subject: folder, cause: "\(error)")
    }
    return folder
  }

  /// Takes a tile over from one generation to the next without copying.
  func keep(_ tile: String, from old: Int, to new: Int) throws(TiankanError) {
    let source = folder(of: tile, generation: old)
    guard FileManager.default.fileExists(atPath: source) else {
      throw TiankanError(
        .usage,
        "the tile \(tile) has no state yet, and regions may cross into it; run all tiles once, without --tile",
        subject: source)
    }
    let target = try make(tile, generation: new)
    do {
      for name in try FileManager.default.contentsOfDirectory(atPath: source).sorted() {
        try FileManager.default.linkItem(
          atPath: "\(source)/\(name)", toPath: "\(target)/\(name)")
      }
    } catch {
      throw TiankanError(
        .outputFailed, "the state of a tile cannot be carried over", subject: source,
        cause: "\(error)")
    }
  }

  /// Removes all generations but one.
  func removeAll(but generation: Int) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names where name.hasPrefix("generation-") && name != "generation-\(generation)" {
      // What cannot be removed now is removed by the next run; nothing reads it.
      try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }
  }
}

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

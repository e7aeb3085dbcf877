import Diagnostics
import Foundation

/// What a tile's state was made of: the head of its folder in a generation.
struct TileState: Codable, Hashable, Sendable {
  /// The version of the layout of the folder.
  static let currentVersion = 2

  var version = TileState.currentVersion
  /// What the state depends on besides scenes (`StateKey`).
  var key: String
  /// The first day of the period for which the state holds the baseline, in days since 1970-01-01.
  var periodStart: Int?
  /// The last day that land units were examined for.
  var until: Int
  /// The satellites to which the series of land units point.
  var platforms: [String]
  var scenes: [SceneMark]

  private static func file(in folder: String) -> String { "\(folder)/state.json" }

  /// Reads the head; nil where there is none that this program can use.
  static func read(from folder: String) -> TileState? {
    guard let data = try? Data(contentsOf: URL(filePath: file(in: folder))),
      let state = try? JSONDecoder().decode(TileState.self, from: data),
      state.version == currentVersion
    else { return nil }
    return state
  }

  /// Writes the head.
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

extension TileState {
  init(
    key: String, periodStart: Int?, until: Int, platforms: [String], scenes: [SceneMark]
  ) {
    self.key = key
    self.periodStart = periodStart
    self.until = until
    self.platforms = platforms
    self.scenes = scenes
  }
}

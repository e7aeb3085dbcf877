import ChangeDetection
import GeoIO
import Imagery

/// The names of a tile's files of chunks, and how its core is cut into chunks.
///
/// Chunks hang on the origin of the monitored grid and are smaller than any block that a pass reads, so that what is written
/// does not depend on the memory or the threads of the run.
enum TileFiles {
  /// Rows of a chunk; the least height of blocks.
  static let chunkHeight = 16

  static func memory(in folder: String) -> String { "\(folder)/memory.chunks" }
  static func checkpoint(in folder: String) -> String { "\(folder)/checkpoint.chunks" }
  static func extremes(in folder: String) -> String { "\(folder)/extremes.chunks" }
  static func season(_ season: Int, in folder: String) -> String {
    "\(folder)/season-\(season + 1 < 10 ? "0" : "")\(season + 1).chunks"
  }
  /// The observations of land units since the beginning of the period.
  static func recent(in folder: String) -> String { "\(folder)/recent.chunks" }
  /// Those before from which a night still needs, those of earlier crop years, and the settled crop years.
  static func window(in folder: String) -> String { "\(folder)/window.chunks" }
  static func history(in folder: String) -> String { "\(folder)/history.chunks" }
  static func settled(in folder: String) -> String { "\(folder)/settled.chunks" }

  /// The names of the files that stay as they are for a period.
  static func frozen(ofPeriodWith day: Int) -> [String] {
    let folder = "."
    let files =
      [
        checkpoint(in: folder), extremes(in: folder), window(in: folder), history(in: folder),
        settled(in: folder),
      ]
      + ConstructionDetector.seasons(ofQuarterWith: day).map { season($0, in: folder) }
    return files.map { String($0.dropFirst(2)) }
  }

  /// The chunks of a block's core: the key, and the part of the block's window.
  static func chunks(of block: SeriesPlan.Block) -> [(key: UInt64, part: Window)] {
    let (core, window) = (block.core, block.window)
    guard !core.isEmpty else { return [] }
    var chunks: [(key: UInt64, part: Window)] = []
    for line in core.row / chunkHeight...(core.endRow - 1) / chunkHeight {
      let part = Window(
        column: core.column, row: line * chunkHeight, width: core.width, height: chunkHeight
      ).intersection(core)
      let key = UInt64(line) << 32 | UInt64(core.column / SeriesPlan.blockWidth)
      chunks.append(
        (
          key,
          Window(
            column: part.column - window.column, row: part.row - window.row, width: part.width,
            height: part.height)
        ))
    }
    return chunks
  }
}

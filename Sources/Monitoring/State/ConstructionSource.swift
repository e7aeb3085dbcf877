import ChangeDetection
import Diagnostics
import GeoIO
import Imagery

/// The state of a tile from which a night goes on: what was remembered, and the baselines of the seasons it needs.
///
/// Several workers may read it at once.
struct ConstructionSource: Sendable {
  private let memory: ChunkFile
  private let extremes: ChunkFile
  private let limits: [ChunkFile]
  /// The seasons that are read.
  let seasons: [Int]
  /// Whether pixels have curves and processes.
  let hasCurves: Bool

  /// - Parameters:
  ///   - folder: The tile's folder in the last generation.
  ///   - replays: Whether the night goes on from the last rollover.
  ///   - seasons: The seasons of the dates.
  ///   - hasCurves: `ConstructionDetector.hasCurves`.
  init(
    folder: String, replays: Bool, seasons: [Int], hasCurves: Bool
  ) throws(TiankanError) {
    self.hasCurves = hasCurves
    memory = try ChunkFile(
      opening: replays ? TileFiles.checkpoint(in: folder) : TileFiles.memory(in: folder))
    extremes = try ChunkFile(opening: TileFiles.extremes(in: folder))
    var limits: [ChunkFile] = []
    for season in seasons {
      limits.append(try ChunkFile(opening: TileFiles.season(season, in: folder)))
    }
    self.limits = limits
    self.seasons = seasons
  }

  /// Reads what is remembered of a block.
  func read(
    _ block: SeriesPlan.Block, into target: inout ConstructionMemory
  ) throws(TiankanError) {
    target.reshape(
      width: block.window.width, height: block.window.height, hasProcesses: hasCurves)
    for (key, part) in TileFiles.chunks(of: block) {
      guard let bytes = try memory.read(key) else { continue }
      guard target.decode(bytes, into: part) else { throw Self.damaged(memory) }
    }
    target.finishDecoding()
  }

  /// Reads the baselines of a block.
  func read(
    _ block: SeriesPlan.Block, into target: inout ConstructionBaselines
  ) throws(TiankanError) {
    target.reshape(
      width: block.window.width, height: block.window.height, seasons: seasons,
      hasCurves: hasCurves)
    for (key, part) in TileFiles.chunks(of: block) {
      guard let bytes = try extremes.read(key) else { continue }
      guard target.decodeExtremes(bytes, into: part) else { throw Self.damaged(extremes) }
      for (position, file) in limits.enumerated() {
        guard let bytes = try file.read(key) else { continue }
        guard target.decodeLimits(bytes, ofSeasonAt: position, into: part) else {
          throw Self.damaged(file)
        }
      }
    }
  }

  private static func damaged(_ file: ChunkFile) -> TiankanError {
    TiankanError(
      .corrupt, "a file of the state is damaged; run with --rebuild", subject: file.path,
      cause: "a chunk has another size than its part of the tile")
  }
}

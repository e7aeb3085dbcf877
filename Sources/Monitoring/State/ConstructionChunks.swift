import ChangeDetection
import Diagnostics
import GeoIO
import Imagery

/// What a block adds to the state of its tile, compressed on the worker that read it.
struct ConstructionChunks: Sendable {
  var memory: [Chunk] = []
  /// Only after a scan of the whole archive.
  var checkpoint: [Chunk] = []
  var extremes: [Chunk] = []
  /// By season of the period.
  var seasons: [[Chunk]] = []

  /// DEFLATE levels: memory is written each night, baselines once a quarter.
  private static let (nightly, yearly) = (3, 9)

  init() {}

  /// Of a scan of the whole archive.
  init(_ capture: borrowing ConstructionCapture, of block: SeriesPlan.Block) {
    seasons = Array(repeating: [], count: capture.baselines.seasons.count)
    for (key, part) in TileFiles.chunks(of: block) {
      if let bytes = capture.memory.encoded(part) {
        memory.append(Chunk(key: key, bytes, level: Self.nightly))
      }
      if let bytes = capture.checkpoint.encoded(part) {
        checkpoint.append(Chunk(key: key, bytes, level: Self.yearly))
      }
      guard let bytes = capture.baselines.encodedExtremes(part) else { continue }
      extremes.append(Chunk(key: key, bytes, level: Self.yearly))
      for season in seasons.indices {
        if let bytes = capture.baselines.encodedLimits(ofSeasonAt: season, part) {
          seasons[season].append(Chunk(key: key, bytes, level: Self.yearly))
        }
      }
    }
  }

  /// Of a night.
  init(_ next: borrowing ConstructionMemory, of block: SeriesPlan.Block) {
    for (key, part) in TileFiles.chunks(of: block) {
      if let bytes = next.encoded(part) {
        memory.append(Chunk(key: key, bytes, level: Self.nightly))
      }
    }
  }
}

/// Writes the files of chunks of a tile.
struct ConstructionStateWriter: ~Copyable {
  private var memory: ChunkFileWriter
  private var frozen: FrozenWriter?

  /// - Parameter seasons: The seasons of the baseline that a scan of the whole archive captures; nil where only the memory is
  ///   written.
  init(folder: String, seasons: [Int]?) throws(TiankanError) {
    let memory = try ChunkFileWriter(TileFiles.memory(in: folder))
    let frozen = try seasons.map { numbers throws(TiankanError) in
      try FrozenWriter(folder: folder, seasons: numbers)
    }
    self.memory = memory
    self.frozen = frozen
  }

  mutating func write(_ chunks: ConstructionChunks) throws(TiankanError) {
    for chunk in chunks.memory { try memory.append(chunk) }
    try frozen?.write(chunks)
  }

  consuming func finish() throws(TiankanError) {
    try memory.finish()
    if let frozen { try frozen.finish() }
  }
}

/// Writes what stays for a period.
private final class FrozenWriter {
  private var checkpoint: Open
  private var extremes: Open
  private var seasons: [Open]

  /// A writer that lies in an array.
  private final class Open {
    var writer: ChunkFileWriter?

    init(_ path: String) throws(TiankanError) { writer = try ChunkFileWriter(path) }

    func append(_ chunks: [Chunk]) throws(TiankanError) {
      for chunk in chunks { try writer?.append(chunk) }
    }

    func finish() throws(TiankanError) { try writer.take()?.finish() }
  }

  init(folder: String, seasons numbers: [Int]) throws(TiankanError) {
    checkpoint = try Open(TileFiles.checkpoint(in: folder))
    extremes = try Open(TileFiles.extremes(in: folder))
    var seasons: [Open] = []
    for season in numbers {
      seasons.append(try Open(TileFiles.season(season, in: folder)))
    }
    self.seasons = seasons
  }

  func write(_ chunks: ConstructionChunks) throws(TiankanError) {
    try checkpoint.append(chunks.checkpoint)
    try extremes.append(chunks.extremes)
    for (open, found) in zip(seasons, chunks.seasons) { try open.append(found) }
  }

  func finish() throws(TiankanError) {
    try checkpoint.finish()
    try extremes.finish()
    for open in seasons { try open.finish() }
  }
}

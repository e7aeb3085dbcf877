import Imagery
import Synchronization

/// Decoded blocks of one file, read by all workers of a job, so that none is decoded for each of them.
///
/// For files whose blocks reach over many windows: bands that are coarser than the grid. The first worker that asks for a block decodes
/// it; others that want it meanwhile wait. The least recently used blocks make room for new ones.
final class SharedBlocks: Sendable {
  /// The memory of a block.
  struct Contents: ~Copyable, Sendable {
    /// A full block; `nil` until it is first decoded.
    var bytes: Raster<UInt8>?
    /// Whether the bytes are those of the block; else they are what was left of another.
    var isDecoded = false
  }

  /// One block, empty until it is decoded.
  final class Block: Sendable {
    let contents: Mutex<Contents>

    init(reusing bytes: consuming sending Raster<UInt8>?) {
      contents = Mutex(Contents(bytes: bytes))
    }
  }

  private struct Entry {
    var block: Block
    var lastUse: Int
  }

  private struct State {
    var entries: [Int: Entry] = [:]
    var clock = 0
  }

  private let byteLimit: Int
  private let state = Mutex(State())

  init(byteLimit: Int) { self.byteLimit = byteLimit }

  /// The block of a number, decoded or not.
  func block(_ number: Int, byteCount: Int) -> Block {
    state.withLock { state in
      state.clock += 1
      if let known = state.entries[number]?.block {
        state.entries[number]?.lastUse = state.clock
        return known
      }
      if state.entries.count >= max(1, byteLimit / byteCount),
        let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })
      {
        state.entries[oldest.key] = nil
        // Its memory goes on to the new block, unless somebody is reading it: freed by one thread and allocated by another,
        // memory would grow. Who still holds the old block finds it empty and decodes it again.
        let left = oldest.value.block.contents.withLockIfAvailable { contents in
          contents.isDecoded = false
          return contents.bytes.take()
        }
        let made = Block(reusing: left ?? nil)
        state.entries[number] = Entry(block: made, lastUse: state.clock)
        return made
      }
      let made = Block(reusing: nil)
      state.entries[number] = Entry(block: made, lastUse: state.clock)
      return made
    }
  }
}

/// The decoded blocks that the workers of a job share, file by file.
///
/// Made once per job and scene, and given to every `SceneReader` of it.
public final class SharedSceneBlocks: Sendable {
  private let files = Mutex<[String: SharedBlocks]>([:])

  /// Creates an empty store.
  public init() {}

  func blocks(of path: String, byteLimit: Int) -> SharedBlocks {
    files.withLock { files in
      if let known = files[path] { return known }
      let made = SharedBlocks(byteLimit: byteLimit)
      files[path] = made
      return made
    }
  }
}

import Imagery
import Synchronization

/// Decoded blocks of one file, read by all workers of a job, so that none is decoded for each of them.
///
/// For files whose blocks reach over many windows: bands that are coarser than the grid. The first worker that asks for a block decodes
/// it; others that want it meanwhile wait. The least recently used blocks make room for new ones.
final class SharedBlocks: Sendable {
  /// One block, empty until it is decoded.
  final class Block: Sendable {
    let bytes = Mutex<Raster<UInt8>?>(nil)
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
      }
      let made = Block()
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

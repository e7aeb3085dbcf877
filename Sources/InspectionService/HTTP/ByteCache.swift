import LedgerStore
import Synchronization

/// Answers that were made, in bounded memory; those that were used longest ago go first.
///
/// A key contains all that an answer depends on (the ledger's mark, the visitor's scope, the language), so that nothing has to be
/// taken out when something changes.
final class ByteCache: Sendable {
  /// One answer.
  struct Item: Sendable {
    var bytes: [UInt8]
    /// The media type.
    var type: String
    /// The entity tag, with its quotation marks.
    var tag: String

    init(_ bytes: [UInt8], type: String, tag: String? = nil) {
      self.bytes = bytes
      self.type = type
      self.tag = tag ?? "\"\(SHA256.of(bytes).prefix(24))\""
    }
  }

  private struct Entry {
    var item: Item
    var used: Int
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var size = 0
    var clock = 0
  }

  private let limit: Int
  private let state = Mutex(State())

  /// - Parameter limit: The bytes of answers that are kept.
  init(limit: Int) { self.limit = limit }

  subscript(key: String) -> Item? {
    state.withLock { state in
      guard state.entries[key] != nil else { return nil }
      state.clock += 1
      state.entries[key]?.used = state.clock
      return state.entries[key]?.item
    }
  }

  /// Keeps an answer; one that takes more than a quarter of the memory is not kept.
  func keep(_ item: Item, for key: String) {
    let size = Self.size(item, key)
    guard size < limit / 4 else { return }
    state.withLock { state in
      if let old = state.entries[key] { state.size -= Self.size(old.item, key) }
      state.clock += 1
      state.entries[key] = Entry(item: item, used: state.clock)
      state.size += size
      guard state.size > limit else { return }
      // A tenth at a time, so that the search for the oldest is paid rarely.
      for (key, entry) in state.entries.sorted(by: { $0.value.used < $1.value.used }) {
        guard state.size > limit / 10 * 9 else { break }
        state.entries[key] = nil
        state.size -= Self.size(entry.item, key)
      }
    }
  }

  /// The bytes that are kept.
  var size: Int { state.withLock { $0.size } }

  private static func size(_ item: Item, _ key: String) -> Int {
    item.bytes.count + key.utf8.count + 200
  }
}

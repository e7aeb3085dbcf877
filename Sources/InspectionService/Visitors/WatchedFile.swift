import Diagnostics
import Foundation
import Synchronization

/// What a file says, read again when the file has changed: who is removed from the users file is out within seconds.
///
/// A file that cannot be read any more, or is damaged by an edit, leaves the last content that could be read in force.
final class WatchedFile<Content: Sendable>: Sendable {
  private struct State {
    var content: Content
    var stamp: String
    var looked: ContinuousClock.Instant
  }

  private static var interval: Duration { .seconds(2) }

  private let path: String
  private let read: @Sendable (String) throws(TiankanError) -> Content
  private let state: Mutex<State>

  /// Reads the file for the first time.
  init(
    _ path: String, read: @escaping @Sendable (String) throws(TiankanError) -> Content
  ) throws(TiankanError) {
    self.path = path
    self.read = read
    let stamp = Self.stamp(path)
    state = Mutex(State(content: try read(path), stamp: stamp, looked: .now))
  }

  /// The present content.
  var content: Content {
    let (known, isDue) = state.withLock { state -> ((content: Content, stamp: String), Bool) in
      let isDue = state.looked.duration(to: .now) > Self.interval
      if isDue { state.looked = .now }
      return ((state.content, state.stamp), isDue)
    }
    guard isDue else { return known.content }
    return look(known)
  }

  /// The content as the file is now; for whom the present content does not know, since tokens are used right after they were made.
  var latest: Content {
    look(state.withLock { ($0.content, $0.stamp) })
  }

  private func look(_ known: (content: Content, stamp: String)) -> Content {
    let stamp = Self.stamp(path)
    guard stamp != known.stamp, let fresh = try? read(path) else { return known.content }
    state.withLock { state in
      state.content = fresh
      state.stamp = stamp
    }
    return fresh
  }

  private static func stamp(_ path: String) -> String {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
      return ""
    }
    let number = attributes[.systemFileNumber] as? UInt64 ?? 0
    let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(number) \(time) \(attributes[.size] as? UInt64 ?? 0)"
  }
}

import Diagnostics
import Foundation
import GeoIO
import Imagery
import LedgerStore
import Logging
import Monitoring
import ServiceLifecycle
import Synchronization

/// Looks twice a second how far the ledger has come: what answers are kept by, what tells browsers of new clues, and when the
/// shelf of scenes is made anew.
final class LedgerWatch: Service {
  private struct State {
    var mark: LedgerMark?
    var shelf: SceneShelf
    var listeners: [Int: AsyncStream<LedgerMark>.Continuation] = [:]
    var nextListener = 0
    var isEnding = false
    var prepare: (@Sendable () async -> Void)?
  }

  private let area: Configuration
  private let version: String
  private let logger: Logger
  private let state: Mutex<State>
  /// A thread of its own, so that the look is not behind reports in a row.
  private let worker: RequestWorkers<Ledger>
  /// Describes the files of new scenes, newest first.
  private let describer = RequestWorkers<Bool>(count: 1, capacity: 4) { true }

  init(area: Configuration, version: String, logger: Logger) throws(TiankanError) {
    self.area = area
    self.version = version
    self.logger = logger
    state = Mutex(State(shelf: try SceneShelf(area: area)))
    let address = area.ledger
    worker = RequestWorkers(count: 1, capacity: 64) { () throws(TiankanError) in
      try Ledger(opening: address)
    }
  }

  /// How far the ledger has come; nil while there is none that can be read.
  var mark: LedgerMark? { state.withLock { $0.mark } }

  /// The scenes at hand.
  var shelf: SceneShelf { state.withLock { $0.shelf } }

  /// Sets what is done once before a ledger that was found counts as ready.
  func beforeReady(_ prepare: @escaping @Sendable () async -> Void) {
    state.withLock { $0.prepare = prepare }
  }

  /// Marks as they change; the first is the next change.
  func changes() -> AsyncStream<LedgerMark> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: LedgerMark.self, bufferingPolicy: .bufferingNewest(1))
    let number = state.withLock { state in
      state.nextListener += 1
      state.listeners[state.nextListener] = continuation
      return state.nextListener
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }
    return stream
  }

  /// The number of those who listen.
  var listenerCount: Int { state.withLock { $0.listeners.count } }

  func run() async throws {
    await look()
    for await _ in Self.ticks().cancelOnGracefulShutdown() { await look() }
    let listeners = state.withLock { state in
      defer { state.listeners = [:] }
      state.isEnding = true
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.finish() }
    worker.close()
    describer.close()
  }

  private static func ticks() -> AsyncStream<Void> {
    AsyncStream {
      try? await Task.sleep(for: .milliseconds(500))
      return Task.isCancelled ? nil : ()
    }
  }

  /// Looks now; after an own entry, so that the next answer has it.
  func look() async {
    do throws(TiankanError) {
      let mark = try await worker.run { ledger throws(TiankanError) in try ledger.mark() }
      let old = self.mark
      if old?.generation != mark.generation { try await renewShelf() }
      if old == nil { await state.withLock { $0.prepare }?() }
      let listeners = state.withLock { state in
        // Two looks may overtake each other.
        if let known = state.mark, known.lastEvent > mark.lastEvent,
          known.generation >= mark.generation
        {
          return [AsyncStream<LedgerMark>.Continuation]()
        }
        let isNew = state.mark != mark
        state.mark = mark
        return isNew ? Array(state.listeners.values) : []
      }
      for listener in listeners { listener.yield(mark) }
    } catch {
      if mark != nil || error.code != .notFound {
        logger.error("the ledger cannot be read: \(error)")
      }
      if [.notFound, .corrupt].contains(error.code) { state.withLock { $0.mark = nil } }
    }
  }

  private func renewShelf() async throws(TiankanError) {
    let (area, version) = (area, version)
    let number = shelf.number + 1
    let (shelf, refused) = try await worker.run {
      ledger throws(TiankanError) -> (SceneShelf, Int) in
      let found = try SceneSources.open(area, version: version)
      return (
        try SceneShelf(
          area: area, scenes: found.scenes, rows: try ledger.scenes(), number: number),
        found.refusals.count
      )
    }
    if refused > 0 {
      logger.warning("\(refused) scenes cannot be shown; tiankan doctor lists them")
    }
    state.withLock { $0.shelf = shelf }
    let describer = describer
    Task { try? await describer.run { [weak self] _ in self?.describe(shelf) } }
  }

  private func describe(_ shelf: SceneShelf) {
    RasterInfo.prepare(shelf.scenes.reversed().lazy.flatMap { $0.scene.files }) {
      state.withLock { $0.shelf.number == shelf.number && !$0.isEnding }
    }
  }
}

import Diagnostics
import Foundation
import HTTPTypes
import LedgerStore
import Logging
import Monitoring
import Supervision

/// What all routes share: threads with open ledgers and rasters, what is known of the ledger, kept answers, and who may come.
final class InspectionDesk: Sendable {
  let area: Configuration
  let configuration: ServiceConfiguration
  let program: String
  let logger: Logger
  let watch: LedgerWatch
  let gatekeeper: Gatekeeper
  /// Threads that answer from the ledger.
  let readers: RequestWorkers<DeskReader>
  /// Threads that paint the map, so that no tile waits behind a report.
  let painters: RequestWorkers<TilePainter>
  /// The one thread that writes: what people say goes into the journal in a row.
  let recorder: RequestWorkers<Ledger>
  /// Kept answers of documents, and of the map.
  let answers: ByteCache
  let pictures: ByteCache
  let photos: PhotoStore
  let words: DeskWords
  let started = ContinuousClock.now

  init(
    area: Configuration, configuration: ServiceConfiguration, version: String, logger: Logger
  ) throws(TiankanError) {
    self.area = area
    self.configuration = configuration
    let program = "tiankan \(version)"
    self.program = program
    self.logger = logger
    let watch = try LedgerWatch(area: area, version: version, logger: logger)
    self.watch = watch
    gatekeeper = try Gatekeeper(configuration)
    let limits = configuration.limits
    readers = RequestWorkers(count: limits.workers, capacity: 2000) {
      () throws(TiankanError) in
      try DeskReader(area: area, shelf: watch.shelf, program: program)
    }
    let book = StretchBook()
    painters = RequestWorkers(count: max(2, limits.workers / 2), capacity: 4000) {
      () throws(TiankanError) in
      try TilePainter(book: book)
    }
    let address = area.ledger
    recorder = RequestWorkers(count: 1, capacity: 200) { () throws(TiankanError) in
      try Ledger(opening: address, access: .recording)
    }
    answers = ByteCache(limit: limits.cache / 2)
    pictures = ByteCache(limit: limits.cache / 2)
    photos = try PhotoStore(configuration)
    words = try DeskWords()
    watch.beforeReady { [weak self] in await self?.prepareReaders() }
  }

  func close() {
    readers.close()
    painters.close()
    recorder.close()
    gatekeeper.close()
  }

  /// Which clues a visitor sees.
  func sight(of visitor: Visitor) -> ClueSight {
    ClueSight(
      counties: visitor.counties,
      hiddenHandling: visitor.counties == nil || configuration.countiesSeeAll ? [] : [.notIssued])
  }

  /// How far the ledger has come.
  ///
  /// - Throws: 503 while there is none.
  func mark() throws -> LedgerMark {
    guard let mark = watch.mark else {
      throw RequestFailure(
        503, "not-ready", "there is no ledger yet that can be read; ask again after the first run",
        headers: [.retryAfter: "30"])
    }
    return mark
  }

  /// The scenes at hand.
  ///
  /// - Throws: 503 while there is no ledger: until then no scene is known, which says nothing about whether there is one.
  func shelf() throws -> SceneShelf {
    _ = try mark()
    return watch.shelf
  }

  /// Runs `body` on a thread with an open ledger and the scenes that are at hand now.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (inout DeskReader) throws(TiankanError) -> Value
  ) async throws(TiankanError) -> Value {
    let shelf = watch.shelf
    return try await readers.run { reader throws(TiankanError) -> Value in
      try reader.adopt(shelf)
      return try body(&reader)
    }
  }

  /// An answer that depends on the ledger, the visitor's sight and a name, kept as long as the ledger stays as it is.
  func kept(
    _ name: String, for visitor: Visitor, type: String,
    _ make: @escaping @Sendable (inout DeskReader) throws(TiankanError) -> [UInt8]
  ) async throws -> ByteCache.Item {
    let mark = try mark()
    let key =
      "\(mark.generation).\(mark.lastEvent).\(watch.shelf.number) \(visitor.scopeKey) \(name)"
    if let known = answers[key] { return known }
    let item = ByteCache.Item(try await read(make), type: type)
    answers.keep(item, for: key)
    return item
  }
}

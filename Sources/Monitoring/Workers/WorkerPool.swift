public import Diagnostics
import Dispatch
import Foundation
import Synchronization

/// The threads that do a job's work; the only place of the program that starts any.
///
/// A job is a row of numbered items. Workers produce results in any order; one consumer at a time receives them in
/// the order of their numbers, so what is written does not depend on the number of threads. At most `ahead` results
/// wait, which bounds the memory.
public struct WorkerPool: Sendable {
  /// The number of workers.
  public let threads: Int
  /// Who may ask jobs to stop.
  private let interruption: Interruption

  /// Creates a pool.
  ///
  /// - Parameters:
  ///   - threads: The number of workers; `nil` takes one per processor that the process may use.
  ///   - interruption: A request to stop; jobs end with `.interrupted` soon after it is made.
  public init(threads: Int? = nil, interruption: Interruption = Interruption()) {
    self.threads = max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
    self.interruption = interruption
  }
}

extension WorkerPool {
  /// For work that is no row of items: ends it where somebody has asked the job to stop.
  ///
  /// - Throws: `.interrupted`.
  public func checkInterruption() throws(TiankanError) {
    guard interruption.isRequested else { return }
    throw TiankanError(.interrupted, "stopped before the end; nothing was written")
  }

  /// Runs pieces of work that need neither files nor order, and waits for all of them.
  public func perform(_ count: Int, _ piece: @Sendable (Int) -> Void) {
    guard threads > 1 else {
      for item in 0..<count { piece(item) }
      return
    }
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while true {
        let item = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard item < count else { return }
        piece(item)
      }
    }
  }

  /// Produces `count` results on all workers and consumes them one after another, in order.
  ///
  /// The first failure stops the job: no further item starts, and the error of the lowest item is thrown.
  ///
  /// - Parameters:
  ///   - count: The number of items.
  ///   - ahead: How many results may wait for the consumer; at least the number of workers is taken.
  ///   - makeWorker: Makes what a worker owns alone: open files, buffers. Called once per worker, on its thread.
  ///   - produce: Makes the result of an item.
  ///   - consume: Takes the results in order of their items; never called twice at once.
  /// - Throws: What the closures throw.
  public func run<Worker: ~Copyable, Product: Sendable>(
    count: Int, ahead: Int,
    makeWorker: @Sendable () throws(TiankanError) -> Worker,
    produce: @Sendable (inout Worker, Int) throws(TiankanError) -> Product,
    consume: @Sendable (Int, Product) throws(TiankanError) -> Void
  ) throws(TiankanError) {
    guard count > 0 else { return }
    let queue = OrderedQueue<Product>(count: count, ahead: max(threads, ahead))
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      do throws(TiankanError) {
        // Opened before an item is taken, so that a failure here belongs to the first item.
        var worker = try makeWorker()
        while let step = queue.next() {
          try checkInterruption()
          switch step {
          case .produce(let item):
            do throws(TiankanError) {
              queue.finish(item, with: try produce(&worker, item))
            } catch {
              queue.fail(item, with: error)
            }
          case .consume(let item, let product):
            do throws(TiankanError) {
              try consume(item, product)
              queue.consumed()
            } catch {
              queue.fail(item, with: error)
            }
          }
        }
      } catch {
        queue.fail(0, with: error)
      }
    }
    if let error = queue.failure { throw error }
  }
}

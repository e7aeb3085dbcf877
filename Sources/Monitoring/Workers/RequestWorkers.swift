public import Diagnostics
import Foundation
import Synchronization

/// Threads that answer requests of a service: each owns what must not be shared (an open ledger, open rasters) and takes
/// requests from one queue with a bound.
///
/// Unlike `WorkerPool`, whose jobs have an end, these wait for what comes. An event loop hands its blocking work here and
/// goes on.
///
/// ```swift
/// let workers = RequestWorkers(count: 4, capacity: 1000) { () throws(TiankanError) in
///   try Ledger(opening: "ledger.gpkg")
/// }
/// let count = try await workers.run { ledger throws(TiankanError) in try ledger.clueCount() }
/// ```
///
/// Unchecked `Sendable`: the queue is used under `condition` only, and each worker by its own thread only.
public final class RequestWorkers<Worker: ~Copyable>: @unchecked Sendable {
  /// What a request does with a worker.
  private typealias Job = @Sendable (inout Worker?, RequestWorkers) -> Void

  private let makeWorker: @Sendable () throws(TiankanError) -> Worker
  private let capacity: Int
  private let condition = NSCondition()
  private var queue: [Job] = []
  /// Where the queue begins; what is before has been taken.
  private var head = 0
  private var isClosed = false
  private var running = 0

  /// Starts the threads; workers are made when the first request comes to their thread.
  ///
  /// - Parameters:
  ///   - count: The number of threads.
  ///   - capacity: How many requests may wait.
  ///   - makeWorker: Makes what a thread owns; called again after it has failed, and after `renewsAfter` an error.
  public init(
    count: Int, capacity: Int, makeWorker: @escaping @Sendable () throws(TiankanError) -> Worker
  ) {
    self.makeWorker = makeWorker
    self.capacity = capacity
    for number in 0..<max(1, count) {
      let thread = Thread { [self] in work() }
      thread.name = "request-\(number)"
      // Pictures and GDAL's drivers use more of the stack than the half megabyte that threads get elsewhere.
      thread.stackSize = 4 << 20
      thread.start()
    }
  }

  /// How many requests wait, and how many are worked on.
  public var load: (waiting: Int, running: Int) {
    condition.withLock { (queue.count - head, running) }
  }

  /// Runs `body` on a thread of the pool with its worker.
  ///
  /// - Throws: `.busy` where the queue is full or closed; what making a worker and `body` throw.
  public func run<Value: Sendable>(
    _ body: @escaping @Sendable (inout Worker) throws(TiankanError) -> Value
  ) async throws(TiankanError) -> Value {
    let result = await withCheckedContinuation {
      (continuation: CheckedContinuation<Result<Value, TiankanError>, Never>) in
      let job: Job = { worker, pool in
        continuation.resume(returning: pool.perform(&worker, body))
      }
      let isTaken = condition.withLock {
        guard !isClosed, queue.count - head < capacity else { return false }
        queue.append(job)
        condition.signal()
        return true
      }
      if !isTaken {
        continuation.resume(
          returning: .failure(
            TiankanError(.busy, "there is more to do than fits; ask again in a few seconds")))
      }
    }
    return try result.get()
  }

  private func perform<Value: Sendable>(
    _ worker: inout Worker?, _ body: (inout Worker) throws(TiankanError) -> Value
  ) -> Result<Value, TiankanError> {
    do throws(TiankanError) {
      var isThere = false
      switch worker {
      case .some: isThere = true
      case .none: break
      }
      if !isThere { worker = try makeWorker() }
      // Made just above; a worker cannot be copied out of its place.
      // swift-format-ignore: NeverForceUnwrap
      return .success(try body(&worker!))
    } catch {
      // A damaged or lost store is opened anew by the next request.
      if [.corrupt, .bug, .outputFailed].contains(error.code) { worker = nil }
      return .failure(error)
    }
  }

  /// Takes no more requests; the threads end when those that wait are done.
  public func close() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
    }
  }

  private func work() {
    var worker: Worker?
    while let job = next() {
      job(&worker, self)
      condition.withLock { running -= 1 }
    }
  }

  private func next() -> Job? {
    condition.withLock {
      while head == queue.count {
        if isClosed { return nil }
        condition.wait()
      }
      let job = queue[head]
      head += 1
      running += 1
      // The part that was taken is dropped now and then: dropping each at once would move all the others.
      if head == queue.count || head >= 256 {
        queue.removeFirst(head)
        head = 0
      }
      return job
    }
  }
}

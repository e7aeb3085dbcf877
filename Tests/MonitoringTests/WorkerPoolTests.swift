import Diagnostics
import Monitoring
import Synchronization
import Testing

@Suite struct WorkerPoolTests {
  /// A worker that counts its items and owns something noncopyable, as real workers own open files.
  struct Counter: ~Copyable {
    var items = 0
  }

  @Test(arguments: [1, 2, 7])
  func `results are consumed in order whatever the number of threads`(threads: Int) throws {
    let consumed = Mutex<[Int]>([])
    try WorkerPool(threads: threads).run(count: 500, ahead: 3) {
      () throws(TiankanError) -> Counter in
      Counter()
    } produce: { (worker: inout Counter, item) throws(TiankanError) -> Int in
      worker.items += 1
      // Uneven work, so that items finish out of order.
      var value = item
      for _ in 0..<(item % 7) * 500 { value = value &* 31 &+ 7 }
      return value == .min ? -1 : item * item
    } consume: { item, product throws(TiankanError) in
      consumed.withLock { $0.append(product == item * item ? item : -1) }
    }
    #expect(consumed.withLock { $0 } == Array(0..<500))
  }

  @Test func `no more results wait than allowed`() throws {
    let waiting = Mutex((now: 0, most: 0))
    try WorkerPool(threads: 4).run(count: 200, ahead: 6) {
      () throws(TiankanError) -> Counter in
      Counter()
    } produce: { (_: inout Counter, item) throws(TiankanError) -> Int in
      waiting.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      return item
    } consume: { _, _ throws(TiankanError) in
      waiting.withLock { $0.now -= 1 }
    }
    let most = waiting.withLock { $0.most }
    #expect(most <= 6)
    #expect(most >= 1)
  }

  @Test(arguments: [1, 3])
  func `a failure stops the job and is thrown`(threads: Int) {
    let consumed = Mutex(0)
    do {
      try WorkerPool(threads: threads).run(count: 1000, ahead: 4) {
        () throws(TiankanError) -> Counter in
        Counter()
      } produce: { (_: inout Counter, item) throws(TiankanError) -> Int in
        if item == 20 { throw TiankanError(.corrupt, "item \(item)") }
        return item
      } consume: { _, _ throws(TiankanError) in
        consumed.withLock { $0 += 1 }
      }
      Issue.record("the failure was swallowed")
    } catch {
      #expect(error.message == "item 20")
    }
    #expect(consumed.withLock { $0 } <= 20)
  }

  @Test func `a worker that cannot be made fails the job`() {
    do {
      try WorkerPool(threads: 2).run(count: 10, ahead: 4) {
        () throws(TiankanError) -> Counter in
        throw TiankanError(.notFound, "no file")
      } produce: { (_: inout Counter, item) throws(TiankanError) -> Int in
        item
      } consume: { _, _ throws(TiankanError) in
      }
      Issue.record("the failure was swallowed")
    } catch {
      #expect(error.code == .notFound)
    }
  }

  @Test func `a consumer's failure is thrown`() {
    do {
      try WorkerPool(threads: 2).run(count: 10, ahead: 4) {
        () throws(TiankanError) -> Counter in
        Counter()
      } produce: { (_: inout Counter, item) throws(TiankanError) -> Int in
        item
      } consume: { item, _ throws(TiankanError) in
        if item == 5 { throw TiankanError(.diskFull, "full") }
      }
      Issue.record("the failure was swallowed")
    } catch {
      #expect(error.code == .diskFull)
    }
  }
}

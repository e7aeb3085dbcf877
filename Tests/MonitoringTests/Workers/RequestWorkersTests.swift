import Diagnostics
import Monitoring
import Synchronization
import Testing

@Suite struct RequestWorkersTests {
  @Test func `every request is answered, and a worker is used by one at a time`() async throws {
    let workers = RequestWorkers<[Int]>(count: 3, capacity: 1000) { () throws(TiankanError) in [] }
    let sum = await withTaskGroup(of: Int.self) { group in
      for number in 0..<300 {
        group.addTask {
          (try? await workers.run { log throws(TiankanError) -> Int in
            log.append(number)
            return log.contains(number) ? number : -1_000_000
          }) ?? -1_000_000
        }
      }
      return await group.reduce(0, +)
    }
    #expect(sum == 299 * 300 / 2)
    #expect(workers.load.waiting == 0)
    workers.close()
  }

  @Test func `a full or closed queue says that it is busy`() async throws {
    let workers = RequestWorkers<Int>(count: 1, capacity: 0) { () throws(TiankanError) in 0 }
    var code: TiankanError.Code?
    do {
      _ = try await workers.run { worker throws(TiankanError) -> Int in worker }
    } catch { code = error.code }
    #expect(code == .busy)
    workers.close()
  }

  @Test func `what cannot be made is an error of the request, and is tried again by the next`()
    async throws
  {
    let attempts = Mutex(0)
    let workers = RequestWorkers<Int>(count: 1, capacity: 10) { () throws(TiankanError) -> Int in
      let number = attempts.withLock {
        $0 += 1
        return $0
      }
      guard number > 1 else { throw TiankanError(.notFound, "not yet") }
      return number
    }
    var code: TiankanError.Code?
    do {
      _ = try await workers.run { worker throws(TiankanError) -> Int in worker }
    } catch { code = error.code }
    #expect(code == .notFound)
    #expect(try await workers.run { worker throws(TiankanError) -> Int in worker } == 2)
    // A damaged store is given up; another mistake leaves the worker as it is.
    for (failure, next) in [(TiankanError.Code.usage, 2), (.corrupt, 3)] {
      _ = try? await workers.run { _ throws(TiankanError) -> Int in
        throw TiankanError(failure, "broken")
      }
      #expect(try await workers.run { worker throws(TiankanError) -> Int in worker } == next)
    }
    workers.close()
  }
}

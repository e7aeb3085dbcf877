import Imagery
import TestSupport
import Testing

@testable import ChangeDetection

@Suite struct RunPoolTests {
  /// Runs in scan order with gaps and lengths of any size, the largest that a grid can have among them.
  private func runs(seed: UInt64, count: Int) -> [PixelRun] {
    var generator = SeededGenerator(seed: seed)
    var runs: [PixelRun] = []
    var row: Int32 = 0
    var column: Int32 = 0
    for _ in 0..<count {
      if Int.random(in: 0..<4, using: &generator) == 0 || column > 1_000_000_000 {
        row += [1, 1, 2, 300, 70_000].randomElement(using: &generator) ?? 1
        column = 0
      }
      let gap: Int32 = [1, 3, 90, 5000, 100_000_000].randomElement(using: &generator) ?? 1
      let length: Int32 = [1, 2, 128, 129, 20_000].randomElement(using: &generator) ?? 1
      runs.append(PixelRun(row: row, start: column + gap, end: column + gap + length))
      column += gap + length
    }
    return runs
  }

  @Test(arguments: [0, 1, 2, 100, 10_000])
  func `a chain gives back its runs`(count: Int) {
    let runs = runs(seed: 3, count: count)
    var pool = RunPool()
    var chain = RunPool.Chain()
    for run in runs { pool.append(run, to: &chain) }
    #expect(chain.count == count)
    #expect(pool.take(chain) == runs)
    #expect(pool.byteCount == 0, "an empty pool holds no memory")
  }

  @Test func `the ends of the range of numbers are kept`() {
    let runs = [
      PixelRun(row: 0, start: 0, end: 1), PixelRun(row: 0, start: .max - 1, end: .max),
      PixelRun(row: .max, start: 0, end: .max),
    ]
    var pool = RunPool()
    var chain = RunPool.Chain()
    for run in runs { pool.append(run, to: &chain) }
    #expect(pool.take(chain) == runs)
  }

  @Test func `chains that grew side by side are joined in scan order`() {
    let runs = runs(seed: 5, count: 5000)
    var generator = SeededGenerator(seed: 6)
    var pool = RunPool()
    var chains = [RunPool.Chain](repeating: RunPool.Chain(), count: 7)
    for run in runs {
      let chain = Int.random(in: 0..<7, using: &generator)
      pool.append(run, to: &chains[chain])
      if Int.random(in: 0..<50, using: &generator) == 0 {
        // What is appended to a joined chain continues the other's last cell.
        let other = (chain + 1) % 7
        var joined = chains[other]
        chains[other] = RunPool.Chain()
        pool.join(&joined, to: &chains[chain])
      }
    }
    for other in 1..<7 {
      var joined = chains[other]
      pool.join(&joined, to: &chains[0])
    }
    #expect(pool.take(chains[0]) == runs)
    #expect(pool.byteCount == 0)
  }

  @Test func `cells are used again`() {
    var pool = RunPool()
    var kept = RunPool.Chain()
    pool.append(PixelRun(row: 0, start: 0, end: 1), to: &kept)
    let before = pool.byteCount
    for row in 1..<100_000 {
      var chain = RunPool.Chain()
      pool.append(PixelRun(row: Int32(row), start: 5, end: 9), to: &chain)
      #expect(pool.take(chain) == [PixelRun(row: Int32(row), start: 5, end: 9)])
    }
    #expect(pool.byteCount == before)
  }

  @Test func `the teeth of a comb take little more than two bytes a run`() {
    var pool = RunPool()
    var chain = RunPool.Chain()
    for row in 0..<1000 {
      for tooth in 0..<2000 {
        pool.append(
          PixelRun(row: Int32(row), start: Int32(5 * tooth), end: Int32(5 * tooth + 2)),
          to: &chain)
      }
    }
    #expect(pool.byteCount < 3 * chain.count)
  }
}

import Imagery

/// The runs of all open components: chains of small cells, in which a run takes two or three bytes.
///
/// A run is written as its distance from the run before it in the same cell, so chains can be joined by linking their
/// cells. Cells of a chain that was taken are used again; when none is in use, all memory is given back.
struct RunPool: Sendable {
  /// The runs of a component.
  struct Chain: Sendable {
    fileprivate var head = RunPool.end
    fileprivate var tail = RunPool.end
    /// The row and the end of the run added last to the tail.
    fileprivate var row: Int32 = 0
    fileprivate var column: Int32 = 0
    /// The number of runs.
    private(set) var count = 0

    fileprivate mutating func count(_ more: Int) { count += more }
  }

  fileprivate static let end: Int32 = -1
  private static let cellSize = 64
  /// Cells are allotted this many at a time, so that growing copies nothing.
  private static let cellsPerSlab = 1 << 14

  private var slabs: [[UInt8]] = []
  /// The cell that follows in the chain, or in the list of free ones.
  private var next: [Int32] = []
  /// How many bytes of a cell are in use.
  private var used: [UInt8] = []
  private var free = RunPool.end
  private var cellsInUse = 0

  /// The memory held for runs.
  var byteCount: Int { slabs.count * Self.cellsPerSlab * Self.cellSize }
}

extension RunPool {
  /// Adds a run to a chain; its row is not above that of the chain's last run.
  mutating func append(_ run: PixelRun, to chain: inout Chain) {
    var code = RunCode(run, after: (chain.row, chain.column))
    if chain.tail == Self.end || Int(used[Int(chain.tail)]) + code.size > Self.cellSize {
      let cell = allocate()
      if chain.tail == Self.end { chain.head = cell } else { next[Int(chain.tail)] = cell }
      chain.tail = cell
      code = RunCode(run, after: (0, 0))
    }
    write(code, to: chain.tail)
    (chain.row, chain.column) = (run.row, run.end)
    chain.count(1)
  }

  /// Lets the runs of another chain follow; the other is then empty.
  mutating func join(_ other: inout Chain, to chain: inout Chain) {
    defer { other = Chain() }
    guard chain.tail != Self.end else {
      chain = other
      return
    }
    guard other.tail != Self.end else { return }
    next[Int(chain.tail)] = other.head
    chain.tail = other.tail
    (chain.row, chain.column) = (other.row, other.column)
    chain.count(other.count)
  }

  /// The runs of a chain sorted by row, then column; its cells become free.
  mutating func take(_ chain: Chain) -> [PixelRun] {
    var runs: [PixelRun] = []
    runs.reserveCapacity(chain.count)
    var isSorted = true
    var cell = chain.head
    while cell != Self.end {
      let start = Int(cell) % Self.cellsPerSlab * Self.cellSize
      RunCode.read(
        slabs[Int(cell) / Self.cellsPerSlab], start..<start + Int(used[Int(cell)]), into: &runs,
        &isSorted)
      let following = next[Int(cell)]
      release(cell)
      cell = following
    }
    if cellsInUse == 0 { self = RunPool() }
    if !isSorted { runs.sort { ($0.row, $0.start) < ($1.row, $1.start) } }
    return runs
  }

  private mutating func write(_ code: RunCode, to cell: Int32) {
    let start = Int(cell) % Self.cellsPerSlab * Self.cellSize + Int(used[Int(cell)])
    used[Int(cell)] += UInt8(code.size)
    code.write(to: &slabs[Int(cell) / Self.cellsPerSlab], at: start)
  }

  private mutating func allocate() -> Int32 {
    cellsInUse += 1
    if free == Self.end {
      let first = slabs.count * Self.cellsPerSlab
      precondition(first + Self.cellsPerSlab <= Int(Int32.max), "more runs than can be held")
      slabs.append([UInt8](repeating: 0, count: Self.cellsPerSlab * Self.cellSize))
      for cell in first..<first + Self.cellsPerSlab {
        next.append(cell + 1 < first + Self.cellsPerSlab ? Int32(cell + 1) : Self.end)
        used.append(0)
      }
      free = Int32(first)
    }
    let cell = free
    free = next[Int(cell)]
    next[Int(cell)] = Self.end
    used[Int(cell)] = 0
    return cell
  }

  private mutating func release(_ cell: Int32) {
    next[Int(cell)] = free
    free = cell
    cellsInUse -= 1
  }
}

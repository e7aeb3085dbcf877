import Imagery

/// The open components: what is known of each, and which were joined while the row at hand was read.
struct ComponentTable: Sendable {
  struct Component: Sendable {
    var chain = RunPool.Chain()
    var pixelCount = 0
    /// Ends of runs that stand right below the same end of a run above: there the outline goes straight on.
    var straightEnds = 0
    var anchorRow = Int32.max
    var anchorColumn = Int32.max
    var lastRow: Int32
    /// Whether it is part of a component that was given out in pieces: then it counts however small it is.
    var isPiece = false
  }

  /// A component that gets no more runs.
  struct Complete: Sendable {
    var component: Component
    var sums: [Region.Sum]
  }

  /// How much a component may weigh, see `weight`; above it, it is given out in pieces.
  let largestWeight: Int
  private let evidenceCount: Int
  private var parents: [Int32] = []
  private var items: [Component] = []
  /// `evidenceCount` sums per component.
  private var sums: [Region.Sum] = []
  private var free: [Int32] = []
  /// Components joined to another in the row at hand; nothing refers to them once the row is done.
  private var joined: [Int32] = []
  /// Pieces of components that were cut off in the row at hand.
  private var cut: [Complete] = []

  init(evidenceCount: Int, largestWeight: Int) {
    self.evidenceCount = evidenceCount
    self.largestWeight = largestWeight
  }

  subscript(_ id: Int32) -> Component { items[Int(id)] }

  /// Opens a component that starts with a run.
  mutating func open(_ run: PixelRun, in pool: inout RunPool) -> Int32 {
    let id: Int32
    if let last = free.popLast() {
      id = last
      parents[Int(id)] = id
      items[Int(id)] = Component(lastRow: run.row)
      for i in sumRange(id) { sums[i] = Region.Sum() }
    } else {
      id = Int32(items.count)
      parents.append(id)
      items.append(Component(lastRow: run.row))
      for _ in 0..<evidenceCount { sums.append(Region.Sum()) }
    }
    extend(id, by: run, straightEnds: 0, in: &pool)
    return id
  }

  /// Adds a run to a component.
  mutating func extend(
    _ id: Int32, by run: PixelRun, straightEnds: Int, in pool: inout RunPool
  ) {
    pool.append(run, to: &items[Int(id)].chain)
    items[Int(id)].pixelCount += run.count
    items[Int(id)].straightEnds += straightEnds
    items[Int(id)].lastRow = run.row
    // Runs come in scan order, so this is the first of what the component holds.
    if items[Int(id)].chain.count == 1 {
      items[Int(id)].anchorRow = run.row
      items[Int(id)].anchorColumn = run.start
    }
  }

  /// Gives out what a component holds where it has become too heavy.
  mutating func cutIfTooHeavy(_ id: Int32) {
    if weight(items[Int(id)]) > largestWeight { cut(id) }
  }

  /// The component that a component has become part of.
  mutating func root(of id: Int32) -> Int32 {
    var id = id
    while parents[Int(id)] != id {
      // Path halving keeps chains short.
      parents[Int(id)] = parents[Int(parents[Int(id)])]
      id = parents[Int(id)]
    }
    return id
  }

  /// Joins two different components; the one with more runs stays. If they are too heavy together, what the heavier one
  /// holds is given out before.
  mutating func join(_ first: Int32, _ second: Int32, in pool: inout RunPool) -> Int32 {
    let weights = (weight(items[Int(first)]), weight(items[Int(second)]))
    if weights.0 + weights.1 > largestWeight { cut(weights.0 >= weights.1 ? first : second) }
    let firstIsLarger = items[Int(first)].chain.count >= items[Int(second)].chain.count
    let kept = firstIsLarger ? first : second
    let lost = firstIsLarger ? second : first
    var other = items[Int(lost)]
    pool.join(&other.chain, to: &items[Int(kept)].chain)
    items[Int(kept)].pixelCount += other.pixelCount
    items[Int(kept)].straightEnds += other.straightEnds
    items[Int(kept)].lastRow = max(items[Int(kept)].lastRow, other.lastRow)
    items[Int(kept)].isPiece = items[Int(kept)].isPiece || other.isPiece
    let anchor = (items[Int(kept)].anchorRow, items[Int(kept)].anchorColumn)
    if (other.anchorRow, other.anchorColumn) < anchor {
      items[Int(kept)].anchorRow = other.anchorRow
      items[Int(kept)].anchorColumn = other.anchorColumn
    }
    for i in 0..<evidenceCount {
      sums[Int(kept) * evidenceCount + i] += sums[Int(lost) * evidenceCount + i]
    }
    parents[Int(lost)] = kept
    joined.append(lost)
    return kept
  }

  /// Adds to the sums of a component.
  mutating func add(_ values: [Region.Sum], to id: Int32) {
    for i in values.indices { sums[Int(id) * evidenceCount + i] += values[i] }
  }

  /// Frees what was joined during the row that is now done.
  mutating func endRow() {
    free.append(contentsOf: joined)
    joined.removeAll(keepingCapacity: true)
  }

  /// Closes a component and hands over what it holds.
  mutating func close(_ id: Int32) -> Complete {
    free.append(id)
    return Complete(component: items[Int(id)], sums: Array(sums[sumRange(id)]))
  }

  /// Hands over the parts that were cut off since the last call.
  mutating func takeCut() -> [Complete] {
    defer { cut = [] }
    return cut
  }

  /// Gives out what a component holds; what follows below is a region of its own.
  private mutating func cut(_ id: Int32) {
    var component = items[Int(id)]
    guard component.chain.count > 0 else { return }
    component.isPiece = true
    cut.append(Complete(component: component, sums: Array(sums[sumRange(id)])))
    items[Int(id)] = Component(lastRow: component.lastRow, isPiece: true)
    for i in sumRange(id) { sums[i] = Region.Sum() }
  }

  /// What a component's outline costs: its runs, and its corners, each of which takes as much memory on its way into a file
  /// as sixteen runs at most.
  private func weight(_ component: Component) -> Int {
    let corners = 4 * component.chain.count - 2 * component.straightEnds
    return component.chain.count + 16 * max(0, corners)
  }

  private func sumRange(_ id: Int32) -> Range<Int> {
    Int(id) * evidenceCount..<(Int(id) + 1) * evidenceCount
  }
}

import Imagery

/// The open components: what is known of each, and which were joined while the row at hand was read.
struct ComponentTable: Sendable {
  struct Component: Sendable {
    var head: Int32
    var tail: Int32
    var runCount: Int
    var pixelCount: Int
    var anchorRow: Int32
    var anchorColumn: Int32
    var lastRow: Int32
  }

  private let evidenceCount: Int
  private var parents: [Int32] = []
  private var items: [Component] = []
  /// `evidenceCount` sums per component.
  private var sums: [Region.Sum] = []
  private var free: [Int32] = []
  /// Components joined to another in the row at hand; nothing refers to them once the row is done.
  private var joined: [Int32] = []

  init(evidenceCount: Int) { self.evidenceCount = evidenceCount }

  subscript(_ id: Int32) -> Component { items[Int(id)] }

  /// Opens a component that starts with a run.
  mutating func open(_ run: PixelRun, at place: Int32) -> Int32 {
    let component = Component(
      head: place, tail: place, runCount: 1, pixelCount: run.count, anchorRow: run.row,
      anchorColumn: run.start, lastRow: run.row)
    guard let id = free.popLast() else {
      parents.append(Int32(parents.count))
      items.append(component)
      for _ in 0..<evidenceCount { sums.append(Region.Sum()) }
      return Int32(items.count - 1)
    }
    parents[Int(id)] = id
    items[Int(id)] = component
    for i in sumRange(id) { sums[i] = Region.Sum() }
    return id
  }

  /// Adds a run to a component.
  mutating func extend(_ id: Int32, by run: PixelRun, at place: Int32, in pool: inout RunPool) {
    pool.link(items[Int(id)].tail, to: place)
    items[Int(id)].tail = place
    items[Int(id)].runCount += 1
    items[Int(id)].pixelCount += run.count
    items[Int(id)].lastRow = run.row
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

  /// Joins two different components; the one with more runs stays.
  mutating func join(_ first: Int32, _ second: Int32, in pool: inout RunPool) -> Int32 {
    let firstIsLarger = items[Int(first)].runCount >= items[Int(second)].runCount
    let kept = firstIsLarger ? first : second
    let lost = firstIsLarger ? second : first
    let other = items[Int(lost)]
    pool.link(items[Int(kept)].tail, to: other.head)
    items[Int(kept)].tail = other.tail
    items[Int(kept)].runCount += other.runCount
    items[Int(kept)].pixelCount += other.pixelCount
    items[Int(kept)].lastRow = max(items[Int(kept)].lastRow, other.lastRow)
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

  /// Closes a component and hands over its region.
  mutating func close(_ id: Int32, in pool: inout RunPool) -> Region {
    let component = items[Int(id)]
    free.append(id)
    return Region(
      anchorRow: Int(component.anchorRow), anchorColumn: Int(component.anchorColumn),
      runs: pool.take(
        head: component.head, tail: component.tail, count: component.runCount),
      pixelCount: component.pixelCount, sums: Array(sums[sumRange(id)]))
  }

  private func sumRange(_ id: Int32) -> Range<Int> {
    Int(id) * evidenceCount..<(Int(id) + 1) * evidenceCount
  }
}

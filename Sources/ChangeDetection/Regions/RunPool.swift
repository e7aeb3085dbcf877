import Imagery

/// The runs of all open components: chains through one array, whose freed places are used again.
struct RunPool: Sendable {
  static let end: Int32 = -1

  private var runs: [PixelRun] = []
  private var next: [Int32] = []
  private var free = RunPool.end

  /// Stores a run as a chain of one; returns its place.
  mutating func insert(_ run: PixelRun) -> Int32 {
    guard free != Self.end else {
      runs.append(run)
      next.append(Self.end)
      return Int32(runs.count - 1)
    }
    let place = free
    free = next[Int(place)]
    runs[Int(place)] = run
    next[Int(place)] = Self.end
    return place
  }

  /// Lets one chain follow another.
  mutating func link(_ tail: Int32, to head: Int32) { next[Int(tail)] = head }

  /// The runs of a chain sorted by row, then column; the chain's places become free.
  mutating func take(head: Int32, tail: Int32, count: Int) -> [PixelRun] {
    var taken: [PixelRun] = []
    taken.reserveCapacity(count)
    var place = head
    var isSorted = true
    while place != Self.end {
      let run = runs[Int(place)]
      if let last = taken.last, (last.row, last.start) > (run.row, run.start) { isSorted = false }
      taken.append(run)
      place = next[Int(place)]
    }
    next[Int(tail)] = free
    free = head
    if !isSorted { taken.sort { ($0.row, $0.start) < ($1.row, $1.start) } }
    return taken
  }
}

import Imagery

extension RegionBuilder {
  /// Reads a row, joins its runs to those above, and gives out what ended above it.
  mutating func append<Failure: Error>(
    row: Int, state: Span<UInt8>, emit: (Emission) throws(Failure) -> Void,
    addSums: (Int, Int, inout [Region.Sum]) -> Void
  ) throws(Failure) {
    precondition(state.count == width, "a row of another width")
    precondition(nextRow == nil || nextRow == row, "rows must follow each other")
    nextRow = row + 1
    current.removeAll(keepingCapacity: true)
    var sums = [Region.Sum](repeating: Region.Sum(), count: evidenceCount)
    var above = 0
    var column = 0
    while let start = firstChanged(state, from: column) {
      let end = firstOther(state, from: start)
      column = end
      let run = PixelRun(row: Int32(row), start: Int32(start), end: Int32(end))
      let id = attach(run, above: &above)
      current.append(ActiveRun(start: run.start, end: run.end, component: id))
      if evidenceCount > 0 {
        for i in sums.indices { sums[i] = Region.Sum() }
        addSums(start, end, &sums)
        components.add(sums, to: id)
      }
    }
    let finished = Int32(row - 1)
    try release(emit) { $0.lastRow == finished }
    for i in current.indices { current[i].component = components.root(of: current[i].component) }
    components.endRow()
    swap(&previous, &current)
  }

  /// Adds a run to the components above that it touches, joining them, or opens a new one.
  ///
  /// - Parameter above: the first run of the row above that can still touch this or a later run.
  private mutating func attach(_ run: PixelRun, above: inout Int) -> Int32 {
    // A run above touches by side or corner unless it ends before `start` or starts after `end`.
    while above < previous.count && previous[above].end < run.start { above += 1 }
    let place = pool.insert(run)
    var id: Int32?
    var candidate = above
    while candidate < previous.count && previous[candidate].start <= run.end {
      let root = components.root(of: previous[candidate].component)
      if let own = id {
        if own != root { id = components.join(own, root, in: &pool) }
      } else {
        components.extend(root, by: run, at: place, in: &pool)
        id = root
      }
      // The last run above may touch the next run of this row as well.
      if previous[candidate].end > run.end { break }
      candidate += 1
    }
    above = candidate
    return id ?? components.open(run, at: place)
  }

  /// Gives out the components of the row above that satisfy a condition, in the order of their anchors.
  mutating func release<Failure: Error>(
    _ emit: (Emission) throws(Failure) -> Void, where isComplete: (ComponentTable.Component) -> Bool
  ) throws(Failure) {
    var complete: [Int32] = []
    for run in previous {
      let root = components.root(of: run.component)
      if isComplete(components[root]) { complete.append(root) }
    }
    guard !complete.isEmpty else { return }
    complete.sort { first, second in
      let one = components[first]
      let other = components[second]
      return (one.anchorRow, one.anchorColumn) < (other.anchorRow, other.anchorColumn)
    }
    var last: Int32 = -1
    for id in complete where id != last {
      last = id
      let region = components.close(id, in: &pool)
      try emit(region.pixelCount >= minimumPixels ? .region(region) : .dropped(region))
    }
  }
}

/// The first changed pixel at or after a column.
private func firstChanged(_ state: Span<UInt8>, from column: Int) -> Int? {
  var column = column
  while column < state.count {
    if state[column] == PixelState.changed { return column }
    column &+= 1
  }
  return nil
}

/// The first pixel at or after a column that is not changed, or the width.
private func firstOther(_ state: Span<UInt8>, from column: Int) -> Int {
  var column = column
  while column < state.count && state[column] == PixelState.changed { column &+= 1 }
  return column
}

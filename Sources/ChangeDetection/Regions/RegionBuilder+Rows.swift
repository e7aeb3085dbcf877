import Imagery

extension RegionBuilder {
  /// Reads a row, joins its runs to those above, and completes what ended above it.
  mutating func append(
    row: Int, state: Span<UInt8>, addSums: (Int, Int, inout [Region.Sum]) -> Void
  ) {
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
      components.cutIfTooHeavy(id)
    }
    let finished = Int32(row - 1)
    release { $0.lastRow == finished }
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
    var id: Int32?
    var straightEnds = 0
    var candidate = above
    while candidate < previous.count && previous[candidate].start <= run.end {
      let root = components.root(of: previous[candidate].component)
      if let own = id {
        if own != root { id = components.join(own, root, in: &pool) }
      } else {
        id = root
      }
      if previous[candidate].start == run.start { straightEnds += 1 }
      if previous[candidate].end == run.end { straightEnds += 1 }
      // The last run above may touch the next run of this row as well.
      if previous[candidate].end > run.end { break }
      candidate += 1
    }
    above = candidate
    guard let id else { return components.open(run, in: &pool) }
    components.extend(id, by: run, straightEnds: straightEnds, in: &pool)
    return id
  }

  /// Completes the components of the row above that satisfy a condition, and what was cut, in the order of anchors.
  mutating func release(where isComplete: (ComponentTable.Component) -> Bool) {
    var ended: [Int32] = []
    for run in previous {
      let root = components.root(of: run.component)
      if isComplete(components[root]) { ended.append(root) }
    }
    var complete = components.takeCut()
    let cutCount = complete.count
    guard !ended.isEmpty || cutCount > 0 else { return }
    // Runs of one component need not stand side by side.
    ended.sort()
    var last: Int32 = -1
    for id in ended where id != last {
      last = id
      let component = components.close(id)
      // Nothing may follow below a cut.
      if component.component.chain.count > 0 { complete.append(component) }
    }
    complete.sort { one, other in
      (one.component.anchorRow, one.component.anchorColumn)
        < (other.component.anchorRow, other.component.anchorColumn)
    }
    give(complete, cutCount: cutCount)
  }
}

/// The first changed pixel at or after a column.
private func firstChanged(_ state: Span<UInt8>, from column: Int) -> Int? {
  var column = column
  let count = state.count
  while column < count {
    let end = min(column &+ 64, count)
    // Most stretches hold no change.
    var found: UInt8 = 0
    let stretch = state.extracting(column..<end)
    for i in stretch.indices { found |= stretch[i] == PixelState.changed ? 1 : 0 }
    if found != 0 {
      while state[column] != PixelState.changed { column &+= 1 }
      return column
    }
    column = end
  }
  return nil
}

/// The first pixel at or after a column that is not changed, or the width.
private func firstOther(_ state: Span<UInt8>, from column: Int) -> Int {
  var column = column
  while column < state.count && state[column] == PixelState.changed { column &+= 1 }
  return column
}

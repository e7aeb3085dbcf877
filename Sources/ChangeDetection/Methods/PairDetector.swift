public import Imagery

/// Detects the changes of a pair, a few rows at a time: one per worker.
///
/// Most pixels of a pair have not changed, and for most of them that shows without the exact arithmetic that evidence needs. Where
/// the method can screen, those that may have changed are gathered, and only they are computed exactly, as are the pixels
/// around those that have. The result is that of computing everything.
public struct PairDetector: ~Copyable, Sendable {
  private let method: any PixelChangeMethod
  private var screen: IndexScreen?
  private var isPrepared = false
  private var numberScreen: NumberScreen?
  private var isNumberScreenPrepared = false
  private var marks = Raster<UInt8>(width: 0, height: 0)
  private var scores = Raster<Float>(width: 0, height: 0)
  private var states = Raster<UInt8>(width: 0, height: 0)
  private var picked: [Int32] = []
  private var before = BandStack(roles: [], scalings: [], width: 0, height: 0)
  private var after = BandStack(roles: [], scalings: [], width: 0, height: 0)
  private var ones: [UInt8] = []
  private var block: ChangeBlock

  /// Creates a detector.
  public init(_ method: any PixelChangeMethod) {
    self.method = method
    block = ChangeBlock(evidence: method.evidence, width: 0, height: 0)
  }

  /// The rows that a detection is about.
  public struct Rows: Sendable {
    /// The rows of the stacks that are detected; those beside them are read as neighbours.
    public var core: Range<Int>
    /// The row of the block that the first of them is.
    public var target: Int

    /// Creates rows.
    public init(core: Range<Int>, target: Int) {
      self.core = core
      self.target = target
    }
  }
}

extension PairDetector {
  /// Detects the next rows of a block.
  ///
  /// - Parameters:
  ///   - before: the bands of the first date, as wide as the block.
  ///   - after: the bands of the second date, of the same size.
  ///   - usable: 1 where both dates saw the ground, else 0.
  ///   - rows: which rows of the stacks are detected; the stacks hold the rows above and below them where the block does.
  ///   - statistics: the distributions of the method's `sampledQuantities`; the same at every call.
  ///   - found: receives states and evidence.
  /// - Returns: how many of the pixels are not `noData`.
  public mutating func detect(
    before: borrowing BandStack, after: borrowing BandStack, usable: Span<UInt8>, rows: Rows,
    statistics: PairStatistics, into found: inout FoundChanges
  ) -> Int {
    precondition(before.width == found.width && after.width == found.width, "stacks as wide")
    let (width, height) = (before.width, before.height)
    if !isPrepared {
      screen = (method as? any ScreeningMethod)?.screen(statistics, before: before, after: after)
      isPrepared = true
    }
    states.reshape(width: width, height: height)
    if let screen {
      marks.reshape(width: width, height: height)
      scores.reshape(width: width, height: 1)
      findCandidates(
        screen, before, after, usable: usable, scores: &scores, marks: &marks, states: &states)
      collect(marks, 0..<marks.count, into: &picked)
      measure(before, after, statistics)
      scatter(block.states, to: picked, in: &states)
    } else {
      block.reshape(width: width, height: height)
      method.detect(
        before: before, after: after, usable: usable, statistics: statistics, into: &block)
      copy(block.states, to: &states)
    }
    chooseEvidence(rows, height: found.height)
    measure(before, after, statistics)
    appendEvidence(of: block, at: picked, rows.core, width: width, to: &found)
    return copyStates(states, rows, to: &found)
  }

  /// Whether a pair of stacks can be detected as it is stored; the same for all stacks of a pair.
  public mutating func takesNumbers(
    before: borrowing NumberStack, after: borrowing NumberStack, statistics: PairStatistics
  ) -> Bool {
    if !isNumberScreenPrepared {
      numberScreen = (method as? any ScreeningMethod)?.numberScreen(
        statistics, before: before, after: after)
      isNumberScreenPrepared = true
    }
    return numberScreen != nil
  }

  /// Detects the next rows of a block from bands as they are stored, where `takesNumbers`: the same result as from `Float`
  /// numbers.
  ///
  /// - Parameters:
  ///   - source: Makes the `Float` numbers of the pixels that need them.
  ///   - before: The bands of the first date, as wide as the block.
  ///   - after: The bands of the second date, of the same size.
  ///   - usable: 0 where a date did not see the ground, bit 0 elsewhere, and bit 1 where a band that is coarser than the grid may
  ///     be missing or may not be positive.
  ///   - rows: As for `detect(before:after:usable:rows:statistics:into:)`.
  ///   - statistics: The distributions of the method's `sampledQuantities`; the same at every call.
  ///   - found: Receives states and evidence.
  /// - Returns: How many of the pixels are not `noData`.
  public mutating func detect<Source: PairPixelSource & ~Copyable>(
    from source: borrowing Source, before: borrowing NumberStack, after: borrowing NumberStack,
    usable: Span<UInt8>, rows: Rows, statistics: PairStatistics, into found: inout FoundChanges
  ) -> Int {
    guard let numberScreen else { preconditionFailure("takesNumbers was not asked") }
    let (width, height) = (before.width, before.height)
    precondition(width == found.width && after.width == width, "stacks as wide")
    states.reshape(width: width, height: height)
    marks.reshape(width: width, height: height)
    judge(numberScreen, before, after, usable: usable, marks: &marks, states: &states)
    collect(marks, 0..<marks.count, into: &picked)
    measure(source, statistics)
    scatter(block.states, to: picked, in: &states)
    chooseEvidence(rows, height: found.height)
    measure(source, statistics)
    appendEvidence(of: block, at: picked, rows.core, width: width, to: &found)
    return copyStates(states, rows, to: &found)
  }

  /// Sets rows that no date shows.
  public mutating func hide(_ rows: Rows, in found: inout FoundChanges) {
    let count = rows.core.count * found.width
    var view = found.states.mutableSamples(
      in: rows.target * found.width..<rows.target * found.width + count)
    for position in view.indices { view[position] = PixelState.noData }
    for _ in rows.core { found.endRow() }
  }

  /// Picks the pixels of the core rows whose evidence is needed.
  private mutating func chooseEvidence(_ rows: Rows, height: Int) {
    let width = states.width
    marks.reshape(width: width, height: states.height)
    for row in rows.core {
      let target = rows.target + row - rows.core.lowerBound
      markEvidence(row, of: states, isEdge: target == 0 || target == height - 1, in: &marks)
    }
    collect(marks, rows.core.lowerBound * width..<rows.core.upperBound * width, into: &picked)
  }

  /// Computes the picked pixels exactly.
  private mutating func measure(
    _ first: borrowing BandStack, _ second: borrowing BandStack, _ statistics: PairStatistics
  ) {
    gather(first, picked, into: &before)
    gather(second, picked, into: &after)
    measureGathered(statistics)
  }

  /// Computes the picked pixels exactly.
  private mutating func measure<Source: PairPixelSource & ~Copyable>(
    _ source: borrowing Source, _ statistics: PairStatistics
  ) {
    source.gather(picked, before: &before, after: &after)
    measureGathered(statistics)
  }

  private mutating func measureGathered(_ statistics: PairStatistics) {
    let count = picked.count
    while ones.count < count { ones.append(1) }
    block.reshape(width: count, height: 1)
    guard count > 0 else { return }
    detectAll(
      method, before: before, after: after, usable: ones, statistics: statistics, into: &block)
  }
}

private func detectAll(
  _ method: any PixelChangeMethod, before: borrowing BandStack, after: borrowing BandStack,
  usable: [UInt8], statistics: PairStatistics, into block: inout ChangeBlock
) {
  method.detect(
    before: before, after: after, usable: usable.span.extracting(0..<block.pixelCount),
    statistics: statistics, into: &block)
}

private func judge(
  _ screen: NumberScreen, _ before: borrowing NumberStack, _ after: borrowing NumberStack,
  usable: Span<UInt8>, marks: inout Raster<UInt8>, states: inout Raster<UInt8>
) {
  var markView = marks.mutableSamples
  var stateView = states.mutableSamples
  screen.judge(before, after, usable: usable, marks: &markView, states: &stateView)
}

private func findCandidates(
  _ screen: IndexScreen, _ before: borrowing BandStack, _ after: borrowing BandStack,
  usable: Span<UInt8>, scores: inout Raster<Float>, marks: inout Raster<UInt8>,
  states: inout Raster<UInt8>
) {
  let width = before.width
  precondition(usable.count == before.pixelCount, "one value per pixel")
  for row in 0..<before.height {
    let range = row * width..<(row + 1) * width
    do {
      var view = scores.mutableSamples
      screen.score(before, after, range, into: &view)
    }
    var rowMarks = marks.mutableSamples(in: range)
    var rowStates = states.mutableSamples(in: range)
    judge(scores.samples, usable.extracting(range), &rowMarks, &rowStates)
  }
}

/// Marks usable pixels whose score is not 0, and sets the states that the others have.
private func judge(
  _ scores: Span<Float>, _ usable: Span<UInt8>, _ marks: inout MutableSpan<UInt8>,
  _ states: inout MutableSpan<UInt8>
) {
  let count = scores.count
  precondition(usable.count == count && marks.count == count && states.count == count)
  for i in 0..<count {
    let isUsable = usable[i] != 0
    let isOpen = scores[i] != 0
    marks[i] = isUsable && isOpen ? 1 : 0
    states[i] = isUsable ? PixelState.unchanged : PixelState.noData
  }
}

/// Lists the places in a range that are marked.
private func collect(
  _ marks: borrowing Raster<UInt8>, _ range: Range<Int>, into places: inout [Int32]
) {
  let samples = marks.samples
  places.removeAll(keepingCapacity: true)
  precondition(range.lowerBound >= 0 && range.upperBound <= samples.count)
  var start = range.lowerBound
  while start < range.upperBound {
    let end = min(start &+ 32, range.upperBound)
    // Most stretches hold no mark.
    var union: UInt8 = 0
    for i in start..<end { union |= samples[i] }
    if union != 0 {
      for i in start..<end where samples[i] != 0 {
        places.append(Int32(truncatingIfNeeded: i))
      }
    }
    start = end
  }
}

func gather(
  _ stack: borrowing BandStack, _ places: [Int32], into target: inout BandStack
) {
  target.reuse(roles: stack.roles, scalings: stack.scalings, width: places.count, height: 1)
  for role in stack.roles {
    var view = target.mutablePlane(role)
    gather(stack.plane(role), places.span, into: &view)
  }
}

private func gather(
  _ plane: Span<Float>, _ places: Span<Int32>, into target: inout MutableSpan<Float>
) {
  precondition(places.count == target.count, "one place per pixel")
  for i in places.indices { target[i] = plane[Int(places[i])] }
}

private func scatter(
  _ source: borrowing Raster<UInt8>, to places: [Int32], in target: inout Raster<UInt8>
) {
  let states = source.samples
  var view = target.mutableSamples
  for i in places.indices { view[Int(places[i])] = states[i] }
}

private func copy(_ source: borrowing Raster<UInt8>, to target: inout Raster<UInt8>) {
  let states = source.samples
  var view = target.mutableSamples
  precondition(states.count == view.count, "blocks of one size")
  for i in states.indices { view[i] = states[i] }
}

/// Marks the pixels of a row that need evidence: seen ones that are changed or touch one that is, and those whose neighbours lie
/// in another block.
private func markEvidence(
  _ row: Int, of states: borrowing Raster<UInt8>, isEdge: Bool, in marks: inout Raster<UInt8>
) {
  let (width, height) = (states.width, states.height)
  let own = states.samples.extracting(row * width..<(row + 1) * width)
  let upper = max(0, row - 1)
  let lower = min(height - 1, row + 1)
  var view = marks.mutableSamples(in: row * width..<(row + 1) * width)
  let found = markChanged(
    states.samples.extracting(upper * width..<(upper + 1) * width), own,
    states.samples.extracting(lower * width..<(lower + 1) * width), into: &view)
  if found { widen(&view) }
  if isEdge { for column in 0..<width { view[column] = 1 } }
  view[0] = 1
  view[width - 1] = 1
  clearHidden(own, &view)
}

/// Marks where one of three pixels above each other is changed; returns whether any is.
private func markChanged(
  _ above: Span<UInt8>, _ centre: Span<UInt8>, _ below: Span<UInt8>,
  into marks: inout MutableSpan<UInt8>
) -> Bool {
  let count = marks.count
  precondition(above.count == count && centre.count == count && below.count == count)
  var union: UInt8 = 0
  for i in 0..<count {
    let isChanged =
      above[i] == PixelState.changed || centre[i] == PixelState.changed
      || below[i] == PixelState.changed
    let mark: UInt8 = isChanged ? 1 : 0
    marks[i] = mark
    union |= mark
  }
  return union != 0
}

/// Marks the neighbours to the left and right of what is marked.
private func widen(_ marks: inout MutableSpan<UInt8>) {
  var left: UInt8 = 0
  let last = marks.count - 1
  for i in marks.indices {
    let own = marks[i]
    marks[i] = left | own | (i < last ? marks[i &+ 1] : 0)
    left = own
  }
}

private func clearHidden(_ states: Span<UInt8>, _ marks: inout MutableSpan<UInt8>) {
  let count = marks.count
  precondition(states.count == count)
  for i in 0..<count {
    let mark = marks[i]
    marks[i] = states[i] == PixelState.noData ? 0 : mark
  }
}

/// Adds what was measured at the places, which are sorted, row by row.
private func appendEvidence(
  of block: borrowing ChangeBlock, at places: [Int32], _ rows: Range<Int>, width: Int,
  to found: inout FoundChanges
) {
  let values = block.planes.samples
  let count = places.count
  let kinds = found.evidence.count
  precondition(values.count == count * kinds, "one value per place and kind")
  var next = 0
  for row in rows {
    while next < count, Int(places[next]) < (row + 1) * width {
      found.append(column: Int(places[next]) - row * width)
      for kind in 0..<kinds { found.append(value: values[kind &* count &+ next]) }
      next += 1
    }
    found.endRow()
  }
}

/// Copies the states of the detected rows; returns how many are not `noData`.
private func copyStates(
  _ states: borrowing Raster<UInt8>, _ rows: PairDetector.Rows, to found: inout FoundChanges
) -> Int {
  let width = states.width
  let source = states.samples.extracting(
    rows.core.lowerBound * width..<rows.core.upperBound * width)
  let start = rows.target * width
  var view = found.states.mutableSamples(in: start..<start + source.count)
  let count = source.count
  precondition(view.count == count, "as many states as pixels")
  for i in 0..<count { view[i] = source[i] }
  var hidden = 0
  var position = 0
  while position < source.count {
    // A span of its own, so that its bounds are checked once.
    let stretch = source.extracting(position..<min(position &+ 240, source.count))
    var sum: UInt8 = 0
    for i in stretch.indices { sum &+= stretch[i] == PixelState.noData ? 1 : 0 }
    hidden &+= Int(sum)
    position &+= stretch.count
  }
  return source.count - hidden
}

public import Imagery

/// Finds the changes of a pair block by block by the method `surprise`; the memory of one worker.
///
/// A block is read with a margin of `SurprisePlan.margin` pixels, outside of the scene as no data. What is found in its core depends
/// on the pixels within that margin and on the plan, never on the block.
public struct SurpriseDetector: ~Copyable, Sendable {
  private let plan: SurprisePlan
  private let evidencePlan: EvidencePlan
  private let statistics: PairStatistics
  private var weights = Raster<Float>(width: 0, height: 0)
  private var weighing = ScoreWeights()
  private var scores = Raster<Float>(width: 0, height: 0)
  private var work = Raster<Float>(width: 0, height: 0)
  private var surroundings = Raster<Float>(width: 0, height: 0)
  private var guideBefore = Raster<Float>(width: 0, height: 0)
  private var guideAfter = Raster<Float>(width: 0, height: 0)
  private var filter = GuidedFilter()
  private var padded = Raster<Float>(width: 0, height: 0)
  private var marks = Raster<UInt8>(width: 0, height: 0)
  private var rows = Raster<UInt8>(width: 0, height: 0)
  private var screen = MedianScreen()
  private var workspace = SurpriseWorkspace()
  private var picked: [Int32] = []
  private var first = BandStack(roles: [], scalings: [], width: 0, height: 0)
  private var second = BandStack(roles: [], scalings: [], width: 0, height: 0)
  private var block: ChangeBlock

  /// Creates a detector.
  public init(_ plan: SurprisePlan, method: SurpriseMethod, statistics: PairStatistics) {
    self.plan = plan
    evidencePlan = method.plan
    self.statistics = statistics
    block = ChangeBlock(evidence: method.plan.evidence, width: 0, height: 0)
  }

  /// Moves the later date onto the earlier one, and computes the weighted scores of a block.
  private mutating func score(
    _ before: borrowing BandStack, _ after: inout BandStack, usable: inout Raster<UInt8>,
    beforeUsable: Span<UInt8>, isScreened: Bool
  ) {
    let (width, height) = (after.width, after.height)
    precondition(before.width == width && before.height == height, "stacks of one size")
    plan.shift.reversed.align(&after, usable: &usable, work: &work)
    keepCommon(&usable, beforeUsable)
    weighing.compute(plan, before: before, after: after, usable: usable.samples, into: &weights)
    let floor = Float(plan.settings.leastWeight)
    marks.reshape(width: width, height: height)
    markOpen(weights, usable, floor: isScreened ? floor : 0, rows: &rows, into: &marks)
    scores.reshape(width: width, height: height)
    plan.model.score(
      before, after, marks: &marks, screen: &screen, isScreened: isScreened, &workspace,
      into: &scores)
    medianOfFive(scores, open: screen.open, work: &padded, into: &work)
    swap(&scores, &work)
    let cells = ActiveCells(around: screen.open, reach: GuidedFilter.reach)
    guard !cells.isEmpty else { return }
    plan.model.guide(.before, before, usable.samples, into: &guideBefore)
    plan.model.guide(.after, after, usable.samples, into: &guideAfter)
    filter.smooth(
      &scores, in: cells, along: guideBefore, guideAfter,
      edgeVariance: Float(plan.settings.edgeVariance), work: &work)
    compress(
      &scores, by: Float(plan.settings.compression), weights, floor: floor, usable)
    SmoothingKernel.surroundings.smooth(
      scores, in: ActiveCells(above: scores), work: &work, into: &surroundings)
    weigh(
      &scores, less: surroundings, share: Float(plan.settings.surroundingsShare), weights)
  }

  /// Counts the scores of the pixels of a block's core that both dates show.
  public mutating func count(
    before: borrowing BandStack, after: inout BandStack, usable: inout Raster<UInt8>,
    beforeUsable: Span<UInt8>, core: Window, into histogram: inout ScoreHistogram
  ) {
    score(before, &after, usable: &usable, beforeUsable: beforeUsable, isScreened: true)
    let width = scores.width
    for row in core.row..<core.endRow {
      for position in row * width + core.column..<row * width + core.endColumn
      where usable.samples[position] != 0 {
        histogram.add(scores.samples[position])
      }
    }
  }

  /// Detects the changes of a block.
  ///
  /// - Parameters:
  ///   - before: The bands of the earlier date.
  ///   - after: The bands of the later date, of the same size; aligned in place.
  ///   - usable: 0 where the later date did not see the ground; afterwards also where the earlier one did not, and where alignment
  ///     would have made a pixel of such.
  ///   - beforeUsable: 0 where the earlier date did not see the ground.
  ///   - core: The part of the block that is found, in its own columns and rows.
  ///   - watched: 0 where a pixel of the core is not supervised; of no size where all are.
  ///   - isScreened: Whether pixels are left out that cannot take part in any change; the result is the same.
  ///   - found: Receives states and evidence, of the core's size.
  /// - Returns: How many pixels both dates show.
  public mutating func detect(
    before: borrowing BandStack, after: inout BandStack, usable: inout Raster<UInt8>,
    beforeUsable: Span<UInt8>, core: Window, watched: borrowing Raster<UInt8>,
    isScreened: Bool = true, into found: inout FoundChanges
  ) -> Int {
    score(before, &after, usable: &usable, beforeUsable: beforeUsable, isScreened: isScreened)
    let width = scores.width
    marks.reshape(width: width, height: scores.height)
    dilate(scores, above: plan.lower, into: &marks)
    found.reshape(width: core.width, height: core.height)
    picked.removeAll(keepingCapacity: true)
    var shown = 0
    for row in core.row..<core.endRow {
      let start = row * width + core.column
      let target = (row - core.row) * core.width
      var states = found.states.mutableSamples(in: target..<target + core.width)
      for column in 0..<core.width {
        let isUsable =
          usable.samples[start + column] != 0
          && (watched.count == 0 || watched.samples[target + column] != 0)
        let isChanged = marks.samples[start + column] != 0
        shown += isUsable ? 1 : 0
        states[column] =
          isUsable ? (isChanged ? PixelState.changed : PixelState.unchanged) : PixelState.noData
        if isUsable && isChanged { picked.append(Int32(truncatingIfNeeded: start + column)) }
      }
    }
    appendEvidence(before, after, core, into: &found)
    return shown
  }

  /// Measures the changed pixels.
  private mutating func appendEvidence(
    _ before: borrowing BandStack, _ after: borrowing BandStack, _ core: Window,
    into found: inout FoundChanges
  ) {
    let count = picked.count
    block.reshape(width: count, height: 1)
    if count > 0 {
      gather(before, picked, into: &first)
      gather(after, picked, into: &second)
      evidencePlan.measure(before: first, after: second, statistics: statistics, into: &block)
    }
    let kinds = evidencePlan.evidence.count
    let values = block.planes.samples
    let width = scores.width
    var next = 0
    for row in core.row..<core.endRow {
      while next < count, Int(picked[next]) < (row + 1) * width {
        found.append(column: Int(picked[next]) - row * width - core.column)
        for kind in 0..<kinds { found.append(value: values[kind * count + next]) }
        found.append(
          value: Int16((scores.samples[Int(picked[next])] * 100).rounded(.toNearestOrEven)))
        next += 1
      }
      found.endRow()
    }
  }
}

func keepCommon(_ usable: inout Raster<UInt8>, _ other: Span<UInt8>) {
  var view = usable.mutableSamples
  precondition(view.count == other.count, "masks of one size")
  for i in view.indices { view[i] = view[i] & other[i] & 1 }
}

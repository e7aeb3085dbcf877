public import Imagery

/// Counts the values of a pair's quantities over a fixed sample of blocks, in one pass before detection.
///
/// Each worker fills its own sample; samples are then merged by adding integers, so the result depends on the set of
/// blocks and on nothing else. Which blocks are sampled is the caller's choice; it must not depend on the number of
/// workers.
///
/// - Complexity: 256 KiB per quantity; time linear in the pixels added.
public struct PairSample: ~Copyable, Sendable {
  /// What is counted.
  public let quantities: [PairQuantity]
  private let parameters: IndexParameters
  var counts: [UInt32]
  /// Per quantity, how many of the band differences counted come from whole numbers, at each date.
  var wholeNumbers: [WholeNumbers]
  /// Pixels of the bands that the method is fitted to.
  var pixels: PairPixels
  private var indexBefore = Raster<Int16>(width: 0, height: 0)
  private var indexAfter = Raster<Int16>(width: 0, height: 0)

  /// Creates an empty sample of the quantities that a method needs, and of pixels of the bands that it is fitted to.
  public init(
    of quantities: [PairQuantity], parameters: IndexParameters = IndexParameters(),
    drawing roles: [BandRole] = []
  ) {
    pixels = PairPixels(of: roles)
    self.quantities = quantities
    self.parameters = parameters
    counts = [UInt32](repeating: 0, count: quantities.count * HistogramBins.count)
    wholeNumbers = [WholeNumbers](repeating: WholeNumbers(), count: quantities.count)
  }
}

/// How many sampled numbers of a band are whole, at each date.
struct WholeNumbers: Sendable {
  var before: UInt32 = 0
  var after: UInt32 = 0

  static func += (left: inout WholeNumbers, right: WholeNumbers) {
    left.before += right.before
    left.after += right.after
  }
}

extension PairSample {
  /// Counts the usable pixels of a block.
  ///
  /// - Parameters:
  ///   - before: the bands of the first date.
  ///   - after: the bands of the second date, of the same size.
  ///   - usable: 1 where both dates saw the ground.
  ///   - row: The row of the grid that is the block's first; with the column it decides which pixels are drawn.
  ///   - column: The column of the grid that is the block's first.
  public mutating func add(
    before: borrowing BandStack, after: borrowing BandStack, usable: Span<UInt8>, row: Int = 0,
    column: Int = 0
  ) {
    precondition(
      before.pixelCount == usable.count && after.pixelCount == usable.count,
      "both dates and the mask must have the same size")
    pixels.add(before: before, after: after, usable: usable, row: row, column: column)
    for (position, quantity) in quantities.enumerated() {
      let start = position * HistogramBins.count
      switch quantity {
      case .bandDifference(let role):
        wholeNumbers[position] += countDifferences(
          before.plane(role), before.scaling(of: role), after.plane(role), after.scaling(of: role),
          usable: usable, start: start, into: &counts)
      case .index(let index, .before):
        fill(&indexBefore, with: index, from: before, parameters)
        countValues(indexBefore, usable: usable, start: start, into: &counts)
      case .index(let index, .after):
        fill(&indexAfter, with: index, from: after, parameters)
        countValues(indexAfter, usable: usable, start: start, into: &counts)
      case .indexDifference(let index):
        fill(&indexBefore, with: index, from: before, parameters)
        fill(&indexAfter, with: index, from: after, parameters)
        countDifferences(indexBefore, indexAfter, usable: usable, start: start, into: &counts)
      }
    }
  }

  /// How many pixels were counted for the quantity that has the fewest; those drawn where nothing is counted.
  public var pixelCount: Int {
    guard !quantities.isEmpty else { return pixels.count }
    return quantities.indices.map { position in
      let start = position * HistogramBins.count
      return counts[start..<start + HistogramBins.count].reduce(0) { $0 + Int($1) }
    }.min() ?? 0
  }

  /// The bands of which pixels are drawn.
  public var drawnRoles: [BandRole] { pixels.roles }

  /// Adds the counts of another sample of the same quantities.
  public mutating func merge(_ other: borrowing PairSample) {
    precondition(quantities == other.quantities, "samples of different quantities")
    for i in counts.indices { counts[i] += other.counts[i] }
    for i in wholeNumbers.indices { wholeNumbers[i] += other.wholeNumbers[i] }
    pixels.merge(other.pixels)
  }
}

extension PairQuantity {
  /// The bins in which the quantity is counted.
  var bins: HistogramBins {
    switch self {
    case .bandDifference: .real
    case .index, .indexDifference: .stored
    }
  }
}

private func fill(
  _ plane: inout Raster<Int16>, with index: SpectralIndex, from stack: borrowing BandStack,
  _ parameters: IndexParameters
) {
  plane.reshape(width: stack.width, height: stack.height)
  var view = plane.mutableSamples
  computeIndex(index, from: stack, parameters: parameters, into: &view)
}

private func countDifferences(
  _ before: Span<Float>, _ beforeScaling: BandScaling, _ after: Span<Float>,
  _ afterScaling: BandScaling, usable: Span<UInt8>, start: Int, into counts: inout [UInt32]
) -> WholeNumbers {
  var view = counts.mutableSpan
  let beforeScale = PlaneScale(offset: beforeScaling.offset, factor: beforeScaling.unit)
  let afterScale = PlaneScale(offset: afterScaling.offset, factor: afterScaling.unit)
  var whole = WholeNumbers()
  for i in usable.indices where usable[i] != 0 {
    let difference = afterScale.value(after[i]) - beforeScale.value(before[i])
    guard isFinite(difference) else { continue }
    view[start + realBin(Float(difference))] += 1
    if before[i].rounded(.towardZero) == before[i] { whole.before += 1 }
    if after[i].rounded(.towardZero) == after[i] { whole.after += 1 }
  }
  return whole
}

private func countValues(
  _ plane: borrowing Raster<Int16>, usable: Span<UInt8>, start: Int, into counts: inout [UInt32]
) {
  var view = counts.mutableSpan
  let values = plane.samples
  for i in usable.indices where usable[i] != 0 && values[i] != IndexValue.noData {
    view[start + Int(values[i]) + 32_768] += 1
  }
}

private func countDifferences(
  _ before: borrowing Raster<Int16>, _ after: borrowing Raster<Int16>, usable: Span<UInt8>,
  start: Int, into counts: inout [UInt32]
) {
  var view = counts.mutableSpan
  let earlier = before.samples
  let later = after.samples
  for i in usable.indices where usable[i] != 0 {
    let difference = storedDifference(earlier[i], later[i])
    guard difference != IndexValue.noData else { continue }
    view[start + Int(difference) + 32_768] += 1
  }
}

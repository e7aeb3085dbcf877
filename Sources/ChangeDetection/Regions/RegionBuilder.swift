import Imagery

/// Joins changed pixels to regions while rows arrive from the top, and gives out each region as soon as it is complete.
///
/// Regions are 8-connected components, found by runs: each run of a row is joined to the runs of the row before that it
/// touches by side or corner (union-find; He et al. 2008 call the scheme run-based two-scan labelling). A component
/// that no run of the next row touches is complete. Runs of a component are a chain in one pool, so joining two
/// components costs the same however large they are.
///
/// Regions come in the order of their last row, then of their anchor. The result does not depend on how rows were
/// grouped into strips.
///
/// - Complexity: time linear in the pixels of the rows, plus n log n for sorting the n runs of a region that joined
///   branches. Memory: 16 bytes per run of the components that are still open, twice that for the largest while it is
///   given out, and a record per open component.
public struct RegionBuilder: Sendable {
  /// What becomes of a complete component.
  public enum Emission: Hashable, Sendable {
    /// A region of at least the minimum size.
    case region(Region)
    /// A component below the minimum size, to be cleared from the mask.
    case dropped(Region)
  }

  /// The number of columns.
  public let width: Int
  /// The number of kinds of evidence that are summed.
  public let evidenceCount: Int
  /// The smallest number of pixels of a region.
  public let minimumPixels: Int

  var pool = RunPool()
  var components: ComponentTable
  var nextRow: Int?
  /// The runs of the last row and of the row at hand, with the component of each.
  var previous: [ActiveRun] = []
  var current: [ActiveRun] = []

  /// A run of one row and the component it belongs to.
  struct ActiveRun: Sendable {
    var start: Int32
    var end: Int32
    var component: Int32
  }

  /// Creates a builder.
  public init(width: Int, evidenceCount: Int, minimumPixels: Int) {
    precondition(width > 0 && width <= Int(Int32.max), "a mask must have a column")
    self.width = width
    self.evidenceCount = evidenceCount
    self.minimumPixels = minimumPixels
    components = ComponentTable(evidenceCount: evidenceCount)
  }
}

extension RegionBuilder {
  /// Takes the next row and gives out the components that end above it.
  ///
  /// - Parameters:
  ///   - row: the number of the row; each row follows the one before.
  ///   - state: one `PixelState` per column; only `changed` counts. This is the cleaned state, which may differ from
  ///     the one in `evidence`.
  ///   - evidence: a band that holds the row, with `evidenceCount` kinds.
  ///   - emit: receives complete components.
  public mutating func append<Failure: Error>(
    row: Int, state: Span<UInt8>, evidence: borrowing ChangeRows,
    emit: (Emission) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(evidence.evidence.count == evidenceCount, "other evidence than announced")
    try append(row: row, state: state, emit: emit) {
      [evidenceCount] start, end, sums in
      for position in 0..<evidenceCount {
        sums[position] += sum(evidence.plane(position, row: row), from: start, to: end)
      }
    }
  }

  /// Takes the next row of a mask without evidence.
  ///
  /// - Parameters:
  ///   - row: the number of the row; each row follows the one before.
  ///   - state: one `PixelState` per column; only `changed` counts.
  ///   - emit: receives complete components.
  public mutating func append<Failure: Error>(
    row: Int, state: Span<UInt8>, emit: (Emission) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(evidenceCount == 0, "the evidence is missing")
    try append(row: row, state: state, emit: emit) { _, _, _ in }
  }

  /// Gives out the components that reach the last row. The builder is then ready for another mask.
  public mutating func finish<Failure: Error>(
    emit: (Emission) throws(Failure) -> Void
  ) throws(Failure) {
    try release(emit) { _ in true }
    previous.removeAll(keepingCapacity: true)
    nextRow = nil
  }
}

/// The sum of a stretch of stored values, those without data left out.
private func sum(_ values: Span<Int16>, from start: Int, to end: Int) -> Region.Sum {
  precondition(start >= 0 && end <= values.count)
  var total: Int64 = 0
  var count = 0
  for i in start..<end {
    let value = values[i]
    let isValid = value != IndexValue.noData
    total &+= isValid ? Int64(value) : 0
    count &+= isValid ? 1 : 0
  }
  var sum = Region.Sum()
  sum.total = total
  sum.count = count
  return sum
}

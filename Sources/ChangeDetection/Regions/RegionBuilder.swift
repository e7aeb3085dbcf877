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
/// A component whose outline would take too much memory, millions of corners, is given out in pieces: as soon as it has
/// become too heavy, what has been read of it is a region, and what follows is another.
///
/// - Complexity: time linear in the pixels of the rows, plus n log n for sorting the n runs of a region that joined
///   branches. Memory: about 3 bytes per run of the components that are still open, 12 bytes per run of the one that is
///   given out, and a record per open component.
public struct RegionBuilder: Sendable {
  /// What becomes of a complete component.
  public enum Emission: Hashable, Sendable {
    /// A region of at least the minimum size.
    case region(Region)
    /// A component below the minimum size or without the peak that is asked for, to be cleared from the mask.
    case dropped(Region)

    /// The component, whatever becomes of it.
    public var component: Region {
      switch self {
      case .region(let region), .dropped(let region): region
      }
    }
  }

  /// The number of columns.
  public let width: Int
  /// The number of kinds of evidence that are summed.
  public let evidenceCount: Int
  /// The smallest number of pixels of a region.
  public let minimumPixels: Int

  /// Which evidence a region must reach somewhere; `nil` where it need not.
  public var peak: Peak?

  /// The lowest value that a region must reach in one of its pixels.
  public struct Peak: Hashable, Sendable {
    /// The position of the kind of evidence.
    public var kind: Int
    /// The value, in stored units.
    public var floor: Int16
    /// Regions of more rows than this stay in any case, so that a region to be dropped never reaches far.
    public var tallest: Int

    /// Creates a condition.
    public init(kind: Int, floor: Int16, tallest: Int) {
      self.kind = kind
      self.floor = floor
      self.tallest = tallest
    }
  }

  /// By default as much as any region of a cleaned mask of 10980 × 10980 pixels has in runs, or two million corners.
  public static let defaultLargestWeight = 1 << 25

  /// How many regions have been cut in pieces for their weight, counted by the cuts.
  public private(set) var cutCount = 0

  var pool = RunPool()
  var components: ComponentTable
  var nextRow: Int?
  /// The runs of the last row and of the row at hand, with the component of each.
  var previous: [ActiveRun] = []
  var current: [ActiveRun] = []
  /// What is complete and waits to be asked for, from `nextComplete` on.
  private var complete: [ComponentTable.Complete] = []
  private var nextComplete = 0

  /// A run of one row and the component it belongs to.
  struct ActiveRun: Sendable {
    var start: Int32
    var end: Int32
    var component: Int32
  }

  /// Creates a builder.
  ///
  /// - Parameter largestWeight: from which weight on a component is given out in pieces; a run weighs 1, a corner of the
  ///   outline 16.
  public init(
    width: Int, evidenceCount: Int, minimumPixels: Int,
    largestWeight: Int = RegionBuilder.defaultLargestWeight
  ) {
    precondition(width > 0 && width <= Int(Int32.max), "a mask must have a column")
    self.width = width
    self.evidenceCount = evidenceCount
    self.minimumPixels = minimumPixels
    components = ComponentTable(evidenceCount: evidenceCount, largestWeight: largestWeight)
  }
}

extension RegionBuilder {
  /// Takes the next row; components that end above it can then be asked for with `next`.
  ///
  /// - Parameters:
  ///   - row: the number of the row; each row follows the one before.
  ///   - state: one `PixelState` per column; only `changed` counts. This is the cleaned state, which may differ from
  ///     the one in `evidence`.
  ///   - evidence: a band that holds the row, with `evidenceCount` kinds.
  public mutating func append(row: Int, state: Span<UInt8>, evidence: borrowing ChangeRows) {
    precondition(evidence.evidence.count == evidenceCount, "other evidence than announced")
    append(row: row, state: state) { start, end, sums in
      evidence.addEvidence(row: row, from: start, to: end, to: &sums)
    }
  }

  /// Takes the next row of a mask without evidence.
  ///
  /// - Parameters:
  ///   - row: the number of the row; each row follows the one before.
  ///   - state: one `PixelState` per column; only `changed` counts.
  public mutating func append(row: Int, state: Span<UInt8>) {
    precondition(evidenceCount == 0, "the evidence is missing")
    append(row: row, state: state) { _, _, _ in }
  }

  /// Completes the components that reach the last row. The builder is then ready for another mask.
  public mutating func finish() {
    release { _ in true }
    previous.removeAll(keepingCapacity: true)
    nextRow = nil
  }

  /// The next complete component, in the order of last rows and anchors; `nil` where the next one needs more rows.
  ///
  /// Its runs are unpacked here, so that only one component at a time takes that memory.
  public mutating func next() -> Emission? {
    guard nextComplete < complete.count else {
      complete.removeAll(keepingCapacity: true)
      nextComplete = 0
      return nil
    }
    let found = complete[nextComplete]
    nextComplete += 1
    let component = found.component
    let region = Region(
      anchorRow: Int(component.anchorRow), anchorColumn: Int(component.anchorColumn),
      runs: pool.take(component.chain), pixelCount: component.pixelCount, sums: found.sums)
    return component.isPiece || (region.pixelCount >= minimumPixels && hasPeak(region))
      ? .region(region) : .dropped(region)
  }

  private func hasPeak(_ region: Region) -> Bool {
    guard let peak else { return true }
    let last = region.runs.last.map { Int($0.row) } ?? region.anchorRow
    return region.sums[peak.kind].highest >= peak.floor
      || last - region.anchorRow >= peak.tallest
  }

  /// The memory held for the runs of open components.
  var heldBytes: Int { pool.byteCount }

  /// Lets components be asked for.
  mutating func give(_ components: [ComponentTable.Complete], cutCount: Int) {
    complete += components
    self.cutCount += cutCount
  }
}

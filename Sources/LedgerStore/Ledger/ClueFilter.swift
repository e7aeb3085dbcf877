public import Geometry
public import Imagery
public import Supervision

/// Which clues are asked for, in which order, and how many. Conditions that are nil do not restrict.
public struct ClueFilter: Hashable, Sendable {
  /// The order of the answer; equal clues follow by key.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    case key
    /// Most urgent first, then larger first.
    case priority
    /// Largest first.
    case area
    /// Latest first day first.
    case newest
  }

  /// The tile of the clue's key.
  public var tile: String?
  /// The layer and identifier of a land unit that the clue is about or touches.
  public var unit: (layer: String, id: String)? {
    get { unitLayer.map { ($0, unitID) } }
    set { (unitLayer, unitID) = (newValue?.layer, newValue?.id ?? "") }
  }
  private var unitLayer: String?
  private var unitID = ""
  /// Only these keys; nil for all. Some hundreds at once.
  public var keys: [String]?
  /// The county's code.
  public var county: String?
  /// A rectangle in the CRS of the ledger's grid, that the outline's rectangle meets.
  public var envelope: Envelope?
  /// Kinds; empty for all.
  public var kinds: Set<ClueKind> = []
  /// States of detection; empty for all.
  public var states: Set<DetectionState> = []
  /// States of handling; empty for all.
  public var handling: Set<HandlingState> = []
  /// The order.
  public var order = Order.key
  /// The greatest number of clues; nil for all.
  public var limit: Int?
  /// How many clues of the order are passed over; only with a limit.
  public var offset = 0
  /// The counties whose clues may be seen; nil for all. A clue without county is seen by those who see all.
  public var scope: Set<String>?
  /// Counties; empty for all.
  public var counties: Set<String> = []
  /// Tiles; empty for all.
  public var tiles: Set<String> = []
  /// Priorities; empty for all.
  public var priorities: Set<CluePriority> = []
  /// States of handling that are left out.
  public var hiddenHandling: Set<HandlingState> = []
  /// A text in key, public number or land unit, letters of either case.
  public var text: String?
  /// The earliest and the latest first day; nil does not restrict.
  public var firstDay: (from: CalendarDate?, to: CalendarDate?) {
    get { (firstFrom, firstTo) }
    set { (firstFrom, firstTo) = newValue }
  }
  private var firstFrom: CalendarDate?
  private var firstTo: CalendarDate?

  /// A filter that lets every clue pass.
  public init() {}
}

public import Geometry
public import Imagery

/// A clue of the monitored series, as derived data: a pure function of scenes, land units, rules and program.
///
/// What people decide about it (public number, handling) is in the journal and not here.
public struct MonitoredClue: Sendable {
  /// The key.
  public var key: ClueKey
  /// How sure the program is.
  public var detectionState: DetectionState
  /// What exactly is suspected or seen, a code of the vocabulary, such as `abandonment_candidate` or `relapse`.
  public var finding: String
  /// The first day on which it was seen.
  public var firstDate: CalendarDate
  /// The day on which it became provisional; nil before.
  public var provisionalDate: CalendarDate?
  /// The day on which it was confirmed; nil before.
  public var confirmedDate: CalendarDate?
  /// The last day on which it was seen.
  public var lastDate: CalendarDate
  /// The day on which it ended; nil while it lasts.
  public var endedDate: CalendarDate?
  /// Observations that showed it, and clear observations since the first day.
  public var hits: Int
  /// Clear observations from the first day on.
  public var observations: Int
  /// The number of pixels; for a land unit its pure pixels.
  public var pixelCount: Int
  /// The ellipsoidal area in square metres (椭球毛面积, 遥感量算).
  public var squareMetres: Double
  /// The net area, where the land unit's layer tells the share of ridges.
  public var netSquareMetres: Double?
  /// The outline in the CRS of the monitored grid.
  public var outline: MultiPolygon
  /// Longitude and latitude of a point inside.
  public var position: Coordinate
  /// The land unit the clue is about (parcel, mine); nil for construction.
  public var unit: String?
  /// How soon someone should look.
  public var priority: CluePriority
  /// How it stands to the approvals.
  public var approval: ApprovalRelation
  /// The county's code; nil where no county holds it.
  public var county: String?
  /// The rules that found it, with version.
  public var ruleSet: String
  /// The tests with their numbers.
  public var tests: [ClueTest]
  /// The acquisitions it rests on, by ascending date.
  public var acquisitions: [String]
  /// The land units it touches, largest common part first.
  public var overlaps: [ClueOverlap]

  /// Creates a clue; the optional parts start empty.
  public init(
    key: ClueKey, detectionState: DetectionState, finding: String, firstDate: CalendarDate,
    lastDate: CalendarDate, pixelCount: Int, squareMetres: Double, outline: MultiPolygon,
    position: Coordinate, priority: CluePriority, ruleSet: String
  ) {
    self.key = key
    self.detectionState = detectionState
    self.finding = finding
    self.firstDate = firstDate
    self.lastDate = lastDate
    self.pixelCount = pixelCount
    self.squareMetres = squareMetres
    self.outline = outline
    self.position = position
    self.priority = priority
    self.ruleSet = ruleSet
    hits = 0
    observations = 0
    approval = .notApplicable
    tests = []
    acquisitions = []
    overlaps = []
  }
}

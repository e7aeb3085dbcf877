public import Geometry
public import Imagery

/// A place that someone should look at: where, how large, since when, and the numbers that speak for it.
public struct Clue: Sendable {
  /// A number of the evidence: the mean of a test's quantity over the clue's pixels.
  public struct Evidence: Hashable, Sendable {
    /// The name of the quantity, such as `ndvi_difference`.
    public var name: String
    /// Its mean; `nil` where no pixel of the clue has it.
    public var mean: Double?

    /// Creates a number.
    public init(name: String, mean: Double?) {
      self.name = name
      self.mean = mean
    }
  }

  /// The key in derived data.
  public var key: ClueKey
  /// How sure the program is.
  public var detectionState: DetectionState
  /// The last day without the change; `nil` where unknown.
  public var dateBefore: CalendarDate?
  /// The first day with the change; `nil` where unknown.
  public var dateAfter: CalendarDate?
  /// The number of pixels.
  public var pixelCount: Int
  /// The sum of the pixels' ellipsoidal areas in square metres (椭球毛面积, 遥感量算).
  public var squareMetres: Double
  /// The outline in the CRS of the grid: a polygon for each 4-connected part.
  public var outline: MultiPolygon
  /// Longitude and latitude of a point inside the clue, to drive to, in the datum of the grid's CRS.
  public var position: Coordinate
  /// The numbers of the tests.
  public var evidence: [Evidence]
  /// The land units it touches, largest common part first.
  public var overlaps: [ClueOverlap]

  /// Creates a clue.
  public init(
    key: ClueKey, detectionState: DetectionState, dateBefore: CalendarDate?,
    dateAfter: CalendarDate?, pixelCount: Int, squareMetres: Double, outline: MultiPolygon,
    position: Coordinate, evidence: [Evidence], overlaps: [ClueOverlap]
  ) {
    self.key = key
    self.detectionState = detectionState
    self.dateBefore = dateBefore
    self.dateAfter = dateAfter
    self.pixelCount = pixelCount
    self.squareMetres = squareMetres
    self.outline = outline
    self.position = position
    self.evidence = evidence
    self.overlaps = overlaps
  }
}

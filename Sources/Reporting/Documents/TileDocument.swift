/// Everything about one tile: what was seen of it when, and its clues.
public struct TileDocument: Codable, Hashable, Sendable {
  /// How many clues there are of one kind in one state.
  public struct Count: Codable, Hashable, Sendable {
    /// The kind.
    public var kind: ReportTerm
    /// The state.
    public var state: ReportTerm
    /// The number of clues.
    public var count: Int
    /// The sum of their areas.
    public var area: ReportArea

    /// Creates a count.
    public init(kind: ReportTerm, state: ReportTerm, count: Int, area: ReportArea) {
      self.kind = kind
      self.state = state
      self.count = count
      self.area = area
    }
  }

  /// An input that was left out.
  public struct Refused: Codable, Hashable, Sendable {
    /// What was refused.
    public var subject: String
    /// The stable word of the reason.
    public var code: String
    /// The reason.
    public var reason: String

    /// Creates a refusal.
    public init(subject: String, code: String, reason: String) {
      self.subject = subject
      self.code = code
      self.reason = reason
    }
  }

  /// The form of the document.
  public var schema = ReportSchema.tile
  /// The tile.
  public var tile: String
  /// The CRS of the grid, such as `EPSG:4549`.
  public var crs: String
  /// The core: least easting, least northing, greatest easting, greatest northing.
  public var core: [Double]
  /// The share of land units that could be decided, 0 to 1, in the last period; nil where none was judged.
  public var decidedShare: Double?
  /// How many clues by kind and state.
  public var counts: [Count]
  /// The clues, ranked.
  public var clues: [ClueSummary]
  /// Stretches without a clear view of most of the tile.
  public var gaps: [ReportGap]
  /// Inputs that were left out.
  public var refusals: [Refused]
  /// Which scenes the pictures show; nil where there are none.
  public var pictures: ReportPictureNote?
  /// What a reader should know besides.
  public var notices: [ReportTerm]
  /// What it rests on; its scenes are the calendar.
  public var provenance: ReportProvenance

  /// Creates a document; lists start empty.
  public init(
    tile: String, crs: String, core: [Double], decidedShare: Double?, provenance: ReportProvenance
  ) {
    self.tile = tile
    self.crs = crs
    self.core = core
    self.decidedShare = decidedShare
    self.provenance = provenance
    counts = []
    clues = []
    gaps = []
    refusals = []
    pictures = nil
    notices = []
  }
}

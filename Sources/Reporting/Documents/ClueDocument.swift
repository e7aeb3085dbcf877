/// Everything that an inspector or an official needs to know about one clue.
///
/// A value without pictures, the same in both languages; `HTMLReport` makes a page of it, `ReportJSON` a file whose keys
/// are described in `docs/formats.md`.
public struct ClueDocument: Codable, Hashable, Sendable {
  /// The form of the document.
  public var schema = ReportSchema.clue
  /// The row that lists show.
  public var summary: ClueSummary
  /// The tile.
  public var tile: String
  /// The county's code; nil where unknown.
  public var county: String?
  /// The land unit it is about; nil for construction.
  public var unit: ReportUnitName?
  /// Observations that showed it.
  public var hits: Int
  /// Clear observations from the first day on.
  public var observations: Int
  /// The number of pixels; for a land unit its pure ones.
  public var pixelCount: Int
  /// The gross area (椭球毛面积).
  public var grossArea: ReportArea
  /// The net area (净面积), where the layer tells the share of ridges.
  public var netArea: ReportArea?
  /// Where it is.
  public var position: ReportPosition
  /// The land units it touches, largest common part first.
  public var overlaps: [ReportOverlap]
  /// The tests.
  public var tests: [ReportTest]
  /// The indices over time.
  public var series: [ReportSeries]
  /// The days to mark in charts: first, provisional, confirmed, ended.
  public var marks: [ReportEvent]
  /// What the journal says, by ascending time.
  public var journal: [ReportEvent]
  /// Stretches without a clear view.
  public var gaps: [ReportGap]
  /// Which scenes the pictures show; nil where there are none.
  public var pictures: ReportPictureNote?
  /// What a reader should know besides.
  public var notices: [ReportTerm]
  /// What it rests on.
  public var provenance: ReportProvenance

  /// Creates a document; lists start empty.
  public init(
    summary: ClueSummary, tile: String, county: String?, unit: ReportUnitName?, hits: Int,
    observations: Int, pixelCount: Int, grossArea: ReportArea, netArea: ReportArea?,
    position: ReportPosition, provenance: ReportProvenance
  ) {
    self.summary = summary
    self.tile = tile
    self.county = county
    self.unit = unit
    self.hits = hits
    self.observations = observations
    self.pixelCount = pixelCount
    self.grossArea = grossArea
    self.netArea = netArea
    self.position = position
    self.provenance = provenance
    overlaps = []
    tests = []
    series = []
    marks = []
    journal = []
    gaps = []
    pictures = nil
    notices = []
  }
}

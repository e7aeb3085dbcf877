/// Everything about one land unit: a parcel, a project or a mine.
public struct UnitDocument: Codable, Hashable, Sendable {
  /// A field of the land unit's layer.
  public struct Field: Codable, Hashable, Sendable {
    /// The field's name.
    public var name: String
    /// Its value as text.
    public var value: String

    /// Creates a field.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What was found about the unit in one period, such as a crop year.
  public struct Period: Codable, Hashable, Sendable {
    /// What was looked for.
    public var kind: ReportTerm
    /// The period.
    public var period: String
    /// What was found, such as cultivated or undecidable.
    public var state: ReportTerm
    /// The tests of the period.
    public var tests: [ReportTest]

    /// Creates a period.
    public init(kind: ReportTerm, period: String, state: ReportTerm, tests: [ReportTest]) {
      self.kind = kind
      self.period = period
      self.state = state
      self.tests = tests
    }
  }

  /// The form of the document.
  public var schema = ReportSchema.unit
  /// What it is: `parcel`, `project` or `mine`.
  public var kind: ReportTerm
  /// Which unit.
  public var unit: ReportUnitName
  /// The version of its layer; nil where unknown.
  public var layerVersion: String?
  /// The county's code; nil where unknown.
  public var county: String?
  /// The fields as the layer has them.
  public var fields: [Field]
  /// The gross area (椭球毛面积).
  public var grossArea: ReportArea
  /// The net area (净面积), where the layer tells the share of ridges.
  public var netArea: ReportArea?
  /// A point inside.
  public var position: ReportPosition
  /// The clues about it or on it, ranked.
  public var clues: [ClueSummary]
  /// What was found by period.
  public var periods: [Period]
  /// The long background of a mine; nil where there is none.
  public var background: ReportBackground?
  /// The indices over time.
  public var series: [ReportSeries]
  /// The days to mark in charts.
  public var marks: [ReportEvent]
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
    kind: ReportTerm, unit: ReportUnitName, layerVersion: String?, county: String?,
    grossArea: ReportArea, netArea: ReportArea?, position: ReportPosition,
    provenance: ReportProvenance
  ) {
    self.kind = kind
    self.unit = unit
    self.layerVersion = layerVersion
    self.county = county
    self.grossArea = grossArea
    self.netArea = netArea
    self.position = position
    self.provenance = provenance
    fields = []
    clues = []
    periods = []
    background = nil
    series = []
    marks = []
    gaps = []
    pictures = nil
    notices = []
  }
}

public import Imagery

/// The configuration of a monitored area, read from YAML and checked as a whole before any work starts.
///
/// Paths are resolved against the folder of the configuration's file. Unknown keys and contradictions are errors that
/// name file and line. `docs/formats.md` has every key.
public struct Configuration: Hashable, Sendable {
  /// The file it was read from.
  public var file: String
  /// The monitored grid: from its origin to the far edges of the tiles.
  public var grid: Grid
  /// The tiles, in the order of the file; cores do not overlap.
  public var tiles: [Tile]
  /// Catalogs and folders of scenes.
  public var scenes: [String]
  /// The layers.
  public var layers: [LayerRole: LayerSource]
  /// The rule sets by name or path.
  public var rules: [String]
  /// The first day of the crop year.
  public var cropYear: MonthDay
  /// How long the baseline reaches back, and when it is renewed.
  public var baseline: Baseline
  /// The folder of the state.
  public var state: String
  /// The ledger: a GeoPackage's path or `postgresql://…`.
  public var ledger: String
  /// What a run may use.
  public var limits: Limits
  /// Who sees new clues.
  public var publish: Publish
  /// The project register: a GeoPackage's path or `postgresql://…`; nil where there is none.
  public var register: String?

  /// How long the baseline reaches back, and when it is renewed.
  public struct Baseline: Hashable, Sendable {
    /// The years before the rollover.
    public var years: Int
    /// The day of the year on which a new baseline is fitted and the old one is laid down.
    public var rollover: MonthDay
  }

  /// What a run may use.
  public struct Limits: Hashable, Sendable {
    /// Bytes of memory that a run aims to stay below.
    public var memory: Int
    /// Threads; nil for one per processor.
    public var threads: Int?
  }

  /// Who sees new clues.
  public struct Publish: Hashable, Sendable {
    /// How far new clues go by themselves.
    public enum Mode: String, CaseIterable, Hashable, Sendable {
      /// Into the ledger and the internal feed; counties see them by batches.
      case `internal`
    }
    /// How far new clues go.
    public var mode: Mode
    /// How many clues a county gets at once; those in permanent basic farmland or red lines are never cut off.
    public var capPerCounty: Int
    /// The folder of the internal alert feed; nil where none is written.
    public var alerts: String?
    /// The file of metrics for Prometheus; nil where none is written.
    public var metrics: String?
    /// The folder of the batches' snapshots; nil where no batches are issued.
    public var batches: String?
    /// How many batches of a county are marked as trial (试运行).
    public var trialBatches = 3
  }

  /// How many numbers a baseline may reach back in years.
  static let baselineYears = 1...10
}

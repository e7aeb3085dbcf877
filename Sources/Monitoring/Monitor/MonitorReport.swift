public import Diagnostics
public import Imagery
public import Supervision

/// What a monitoring run did.
public struct MonitorReport: Sendable {
  /// Clues of a kind.
  public struct KindCount: Hashable, Sendable {
    /// The kind.
    public var kind: ClueKind
    /// How many clues are in each state.
    public var states: [DetectionState: Int]
  }

  /// How a tile was computed.
  public struct TileWork: Hashable, Sendable {
    /// The ways of computing a tile.
    public enum Mode: String, Hashable, Sendable, CaseIterable {
      /// It stayed as it was.
      case kept
      /// The new scenes alone were read.
      case advanced
      /// A scene was late: everything since the beginning of the quarter was read.
      case replayed
      /// The whole archive was read.
      case rebuilt
    }
    /// The tile.
    public var tile: String
    /// How it was computed.
    public var mode: Mode
    /// Why so, in a few words.
    public var reason: String
  }

  /// The generation of the ledger.
  public var generation = 0
  /// The tiles that were computed.
  public var tiles: [String] = []
  /// How each tile was computed.
  public var work: [TileWork] = []
  /// Clues of new or changed outline, whose observations were read from the whole archive.
  public var clueHistories = 0
  /// The blocks that this took, all dates each.
  public var historyBlocks = 0
  /// The last day that was watched.
  public var until: CalendarDate?
  /// Scenes that the results rest on.
  public var scenes = 0
  /// Days on which a satellite passed.
  public var overpasses = 0
  /// Scenes beside the area.
  public var scenesBeside = 0
  /// Scenes after the last day.
  public var scenesLater = 0
  /// Scenes that a higher version superseded.
  public var scenesSuperseded = 0
  /// Blocks that were read, all dates each.
  public var blocks = 0
  /// Blocks with nothing supervised, which were not decoded.
  public var skippedBlocks = 0
  /// Blocks of scenes of which the quality layer hides every pixel, so that no band was decoded.
  public var hiddenBlocks = 0
  /// Land units that were observed.
  public var units = 0
  /// Supervised pixels.
  public var watchedPixels = 0
  /// Supervised pixels with enough clear observations to be judged.
  public var monitoredPixels = 0
  /// Cropland parcels, and those of them with a decision.
  public var parcels = 0
  /// Parcels that could be decided.
  public var decidedParcels = 0
  /// The clues of the ledger.
  public var clues: [KindCount] = []
  /// Events of the run, by kind.
  public var events: [ClueEvent: Int] = [:]
  /// What the run tells: alerts, and how many were held back.
  public var night: NightAlerts?
  /// What was left out.
  public var refusals: [Refusal] = []
  /// What a reader should know.
  public var notices: [String] = []

  /// Creates an empty report.
  public init() {}
}

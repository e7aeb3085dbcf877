public import Imagery
public import Supervision

/// What a calibration is asked to do.
public struct CalibrateRequest: Sendable {
  /// The monitored area; its state and ledger are left alone.
  public var configuration: Configuration
  /// The labelled units: polygons, or points in a table.
  public var samples: String
  /// The column of the label.
  public var labelColumn: String
  /// The column of the region.
  public var regionColumn: String
  /// The kind of clue that the labels are about.
  public var kind: ClueKind
  /// The detection states that count as found.
  public var states: Set<DetectionState>
  /// The grid of settings.
  public var grid: String
  /// The name of the rule set to write.
  public var name: String
  /// The rule file to write.
  public var output: String
  /// The last day that is looked at; nil for all.
  public var until: CalendarDate?
  /// The program's version.
  public var programVersion: String

  /// Creates a request.
  public init(
    configuration: Configuration, samples: String, labelColumn: String, regionColumn: String,
    kind: ClueKind, states: Set<DetectionState>, grid: String, name: String, output: String,
    until: CalendarDate?, programVersion: String
  ) {
    self.configuration = configuration
    self.samples = samples
    self.labelColumn = labelColumn
    self.regionColumn = regionColumn
    self.kind = kind
    self.states = states
    self.grid = grid
    self.name = name
    self.output = output
    self.until = until
    self.programVersion = programVersion
  }
}

public import Imagery

/// What a monitoring run is asked to do.
public struct MonitorRequest: Sendable {
  /// The configuration.
  public var configuration: Configuration
  /// The rules.
  public var rules: MonitorRules
  /// The last day that is looked at; nil for all.
  public var until: CalendarDate?
  /// The tile to run; nil for all.
  public var tile: String?
  /// Whether everything is computed from the archive, whatever the state says.
  public var rebuild: Bool
  /// Whether layers may have lost most of their units since the last run.
  public var acceptsLayerChange: Bool
  /// When the run started, UTC, ISO 8601; goes into the journal only.
  public var started: String
  /// The clock, asked when the run ends.
  public var now: @Sendable () -> String
  /// The program's version, for the journal.
  public var programVersion: String

  /// Creates a request.
  public init(
    configuration: Configuration, rules: MonitorRules, until: CalendarDate?, tile: String?,
    rebuild: Bool = false, acceptsLayerChange: Bool = false, programVersion: String,
    now: @escaping @Sendable () -> String
  ) {
    self.configuration = configuration
    self.rules = rules
    self.until = until
    self.tile = tile
    self.rebuild = rebuild
    self.acceptsLayerChange = acceptsLayerChange
    self.programVersion = programVersion
    self.now = now
    started = now()
  }
}

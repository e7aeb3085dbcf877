public import ChangeDetection
public import Diagnostics
public import Imagery
public import LandUnits

/// What a comparison of two scenes needs to know, validated before any work starts.
public struct DiffRequest: Sendable {
  /// The earlier scene.
  public var before: Scene
  /// The later scene; its finest band is the grid of the result.
  public var after: Scene
  /// The land units that clues are overlaid with.
  public var landUnits: [LandUnit]
  /// The area to compare, as polygons that may overlap; `nil` for the whole scene. A pixel belongs to it where its centre does.
  public var supervised: [LandUnit]?
  /// The name of the method.
  public var method: String
  /// The thresholds of the method, the cleaning and the minimum mapping unit.
  public var settings: ChangeSettings
  /// Where the clues go.
  public var output: String
  /// Where the mask goes, if one is wanted.
  public var mask: String?
  /// What was already left out while reading the inputs.
  public var refusals: [Refusal]
  /// What a reader of the result should know of the inputs, such as repaired outlines.
  public var notices: [String] = []
  /// The version of the program, for the record.
  public var programVersion: String

  /// Creates a request.
  public init(
    before: Scene, after: Scene, landUnits: [LandUnit] = [], method: String,
    settings: ChangeSettings, output: String, mask: String? = nil, refusals: [Refusal] = [],
    programVersion: String
  ) {
    self.before = before
    self.after = after
    self.landUnits = landUnits
    self.method = method
    self.settings = settings
    self.output = output
    self.mask = mask
    self.refusals = refusals
    self.programVersion = programVersion
  }
}

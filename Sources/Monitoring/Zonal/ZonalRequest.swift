public import ChangeDetection
public import GeoIO
public import Imagery
public import LandUnits

/// What statistics of one scene over land units need to know.
public struct ZonalRequest: Sendable {
  /// The scene.
  public var scene: Scene
  /// The boundary file or database, with `#LAYER` behind it where one must be chosen.
  public var units: String
  /// What is stated about the boundaries.
  public var boundaries: BoundaryOptions
  /// The field of the identifier; nil to look for the usual names.
  public var idField: String?
  /// The indices, each of which becomes a group of columns.
  public var indices: [SpectralIndex]
  /// The constants of FVC and SAVI.
  public var parameters: IndexParameters
  /// How cells are chosen and weighed.
  public var weights: ZoneSampler.Weights
  /// The percentiles, ascending, from 0 to 100.
  public var percentiles: [Int]
  /// The table: `.csv` or `.gpkg`.
  public var output: String

  /// Creates a request.
  public init(
    scene: Scene, units: String, boundaries: BoundaryOptions = BoundaryOptions(),
    idField: String? = nil, indices: [SpectralIndex],
    parameters: IndexParameters = IndexParameters(), weights: ZoneSampler.Weights = .coverage,
    percentiles: [Int] = [25, 50, 75], output: String
  ) {
    self.scene = scene
    self.units = units
    self.boundaries = boundaries
    self.idField = idField
    self.indices = indices
    self.parameters = parameters
    self.weights = weights
    self.percentiles = percentiles
    self.output = output
  }
}

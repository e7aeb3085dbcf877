public import ChangeDetection
public import GeoIO
public import Imagery

/// What making index rasters of a scene needs to know.
public struct IndexRequest: Sendable {
  /// The scene.
  public var scene: Scene
  /// The indices, each of which becomes a file.
  public var indices: [SpectralIndex]
  /// The constants of FVC and SAVI.
  public var parameters: IndexParameters
  /// The folder for the files; made if it does not exist.
  public var folder: String
  /// How the files are compressed.
  public var compression: RasterOutput.Compression
  /// The version of the program, for the record.
  public var programVersion: String

  /// Creates a request.
  public init(
    scene: Scene, indices: [SpectralIndex], parameters: IndexParameters, folder: String,
    compression: RasterOutput.Compression, programVersion: String
  ) {
    self.scene = scene
    self.indices = indices
    self.parameters = parameters
    self.folder = folder
    self.compression = compression
    self.programVersion = programVersion
  }
}

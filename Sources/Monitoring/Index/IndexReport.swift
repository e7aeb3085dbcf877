public import Diagnostics

/// What making index rasters gave.
public struct IndexReport: Sendable, Encodable {
  /// The files, one per index.
  public var files: [String]
  /// The pixels of the grid.
  public var pixels: Int
  /// The pixels with data that the quality layer allows.
  public var usablePixels: Int
  /// The pixels under clouds, their margin included.
  public var cloudPixels: Int
  /// The blocks in which the scene was read.
  public var blocks: Int
  /// The blocks that the quality layer hides altogether, of which no band was decoded.
  public var hiddenBlocks: Int
  /// What a reader should know about the scene.
  public var notices: [String]
  /// The inputs that were left out.
  public var refusals: [Refusal]
}

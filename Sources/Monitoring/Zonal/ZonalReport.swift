public import Diagnostics

/// What statistics over land units gave.
public struct ZonalReport: Sendable, Encodable {
  /// The table.
  public var file: String
  /// The land units in it.
  public var units: Int
  /// Those that have a pixel with data of the first index.
  public var unitsWithData: Int
  /// Those that lie beside the scene.
  public var unitsOutside: Int
  /// The blocks of the scene.
  public var blocks: Int
  /// The blocks that were not decoded, because no unit lies in them.
  public var skippedBlocks: Int
  /// What a reader should know about the scene and the boundaries.
  public var notices: [String]
  /// The inputs that were left out.
  public var refusals: [Refusal]
}

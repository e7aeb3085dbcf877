public import GeoIO
public import Imagery

/// Where a layer comes from and how its fields are called.
public struct LayerSource: Hashable, Sendable {
  /// The file or database, with `#LAYER` behind it to choose a layer; paths are resolved.
  public var source: String
  /// The names of fields by their meaning, such as `id: BSM`.
  public var fields: [String: String]
  /// The version of the layer as its owner names it, such as a date; empty where none is stated.
  public var version: String
  /// What is stated about positions and encoding.
  public var options: BoundaryOptions
  /// For approvals: up to which day the layer is complete; nil where it is not.
  public var completeTo: CalendarDate?
  /// For approvals: the area for which the layer is complete; nil for the extent of `supervised`.
  public var coverage: String?
  /// For cropland: the table of approved fallow (休耕轮作) with its fields `id`, `from`, `to`.
  public var fallow: TableSource?

  /// A table without outlines.
  public struct TableSource: Hashable, Sendable {
    /// The file, with `#LAYER` behind it.
    public var source: String
    /// The names of fields by their meaning.
    public var fields: [String: String]
  }
}

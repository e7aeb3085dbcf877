public import Diagnostics
public import Geometry

/// Some features of a layer that is read piece by piece.
public struct BoundaryBatch: Hashable, Sendable {
  /// The features that can be used.
  public var features: [Feature] = []
  /// The features that cannot, each with its reason.
  public var refusals: [Refusal] = []
  /// Notices about these features, such as repairs.
  public var notices: [String] = []

  /// How many features of the layer the batch accounts for.
  var count: Int { features.count + refusals.count }
}

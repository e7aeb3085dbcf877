public import Diagnostics
public import LandUnits
public import Supervision

/// The layers of the three lines of a configuration, by what they are.
public struct ControlLines: Sendable {
  /// The land units of each line.
  public let units: [ControlLineKind: [LandUnit]]
  /// The version of the layer, as its owner names it.
  public let version: String
  /// Rows that could not be used.
  public let refusals: [Refusal]

  /// Reads the layer `control_lines`.
  ///
  /// - Throws: `.usage` where the configuration has no such layer; errors of reading.
  public init(_ configuration: Configuration) throws(TiankanError) {
    guard let source = configuration.layers[.controlLines] else {
      throw TiankanError(
        .usage, "the configuration has no layer control_lines", subject: configuration.file)
    }
    let layers = try AreaLayers(
      configuration, vocabulary: try Vocabulary.builtIn(), only: [.controlLines])
    var found: [ControlLineKind: [LandUnit]] = [:]
    for unit in layers.units[.controlLines] ?? [] {
      guard case .line(let kind)? = layers.meanings[.controlLines]?[unit.id] else { continue }
      found[kind, default: []].append(unit)
    }
    units = found
    version = source.version
    refusals = layers.refusals
  }
}

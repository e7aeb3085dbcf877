public import Diagnostics
import LandUnits
public import Supervision

/// What exports say of a configuration's counties and control lines: names and meanings by identifier.
public struct AreaNames: Sendable {
  /// Names of counties by their codes.
  public let counties: [String: String]
  /// What each unit of the layer `control_lines` is.
  public let lines: [String: ControlLineKind]
  /// Rows that could not be used.
  public let refusals: [Refusal]

  /// Reads the layers `counties` and `control_lines`, where they are configured.
  public init(_ configuration: Configuration) throws(TiankanError) {
    let layers = try AreaLayers(
      configuration, vocabulary: try Vocabulary.builtIn(), only: [.counties, .controlLines])
    counties = Dictionary(
      (layers.units[.counties] ?? []).compactMap { unit in unit.name.map { (unit.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    lines = (layers.meanings[.controlLines] ?? [:]).compactMapValues { meaning in
      if case .line(let kind) = meaning { kind } else { nil }
    }
    refusals = layers.refusals
  }
}

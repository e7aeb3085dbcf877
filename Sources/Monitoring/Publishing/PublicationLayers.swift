public import Diagnostics
import Geometry
import LandUnits
public import LedgerStore
public import Supervision

/// What alerts and batches take from the layers: which control lines are protected, and the cells of the management grid.
public struct PublicationLayers: Sendable {
  /// A cell of the county's management grid (网格).
  public struct Cell: Hashable, Sendable {
    /// The cell's name; its id where it has none.
    public var name: String
    /// Who is responsible there; empty where the layer does not say.
    public var responsible: String
  }

  /// What each control line is, by id.
  public let lines: [String: ControlLineKind]
  /// The ids of control lines that are permanent basic farmland or an ecological red line.
  public let protectedLines: Set<String>
  /// The cells by id.
  public let cells: [String: Cell]
  /// What could not be used of the two layers.
  public let refusals: [Refusal]

  /// Reads the two layers of a configuration, and no others.
  public init(_ configuration: Configuration) throws(TiankanError) {
    try self.init(
      AreaLayers(
        configuration, vocabulary: try Vocabulary.builtIn(), only: [.controlLines, .gridCells]),
      configuration)
  }

  init(_ layers: AreaLayers, _ configuration: Configuration) throws(TiankanError) {
    var lines: [String: ControlLineKind] = [:]
    for (id, meaning) in layers.meanings[.controlLines] ?? [:] {
      if case .line(let line) = meaning { lines[id] = line }
    }
    self.lines = lines
    protectedLines = Set(lines.filter { $0.value != .growthBoundary }.keys)
    let field = configuration.layers[.gridCells]?.fields["responsible"]
    var cells: [String: Cell] = [:]
    for unit in layers.units[.gridCells] ?? [] {
      if let field, unit[field] == nil {
        throw TiankanError(
          .usage, "there is no field \(field), which the configuration names for responsible",
          subject: configuration.layers[.gridCells]?.source)
      }
      cells[unit.id] = Cell(
        name: unit.name ?? unit.id, responsible: field.flatMap { unit[$0]?.text } ?? "")
    }
    self.cells = cells
    refusals = layers.refusals
  }

  /// The cell that holds the largest part of a clue; nil where none does.
  public func cell(of clue: MonitoredClue) -> Cell? {
    // Overlaps stand largest first.
    clue.overlaps.first { $0.layer == LayerRole.gridCells.rawValue }.map { overlap in
      cells[overlap.unit]
        ?? Cell(name: overlap.name.isEmpty ? overlap.unit : overlap.name, responsible: "")
    }
  }

  /// Whether any part of a clue lies in a line of a kind.
  public func touches(_ kind: ControlLineKind, _ clue: MonitoredClue) -> Bool {
    clue.overlaps.contains {
      $0.layer == LayerRole.controlLines.rawValue && lines[$0.unit] == kind
    }
  }

  /// A clue as lists of work rank it.
  public func candidate(_ row: ClueRow) -> PublicationCandidate {
    PublicationCandidate(row.clue, protectedLines: protectedLines)
  }
}

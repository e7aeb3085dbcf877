public import Diagnostics

/// What a comparison found, in numbers.
public struct DiffReport: Sendable, Encodable {
  /// What lies in one land unit.
  public struct UnitTotal: Sendable, Encodable, Hashable {
    /// The layer of the land unit.
    public var layer: String
    /// Its identifier.
    public var unit: String
    /// Its name.
    public var name: String
    /// The number of clues that touch it.
    public var clues: Int
    /// The area of clues within it, in square metres.
    public var squareMetres: Double
  }

  /// The pixels of the grid.
  public var pixels = 0
  /// The pixels that both scenes show without cloud and with data.
  public var usablePixels = 0
  /// The pixels of all clues.
  public var changedPixels = 0
  /// The number of clues.
  public var clues = 0
  /// The regions below the minimum mapping unit that were left out.
  public var droppedRegions = 0
  /// The area of all clues in square metres.
  public var squareMetres = 0.0
  /// The land units that clues touch, largest area first.
  public var units: [UnitTotal] = []
  /// What a reader should know about the pair.
  public var notices: [String] = []
  /// The inputs that were left out.
  public var refusals: [Refusal] = []
  /// The rule set that was applied.
  public var ruleSet = ""
  /// The blocks of the grid.
  public var blocks = 0
  /// The blocks with nothing supervised, which were not decoded.
  public var outsideBlocks = 0
  /// The blocks of which no pixel could be compared, besides those.
  public var hiddenBlocks = 0

  /// The share of the grid that could be compared, 0 to 1.
  public var usableShare: Double { pixels == 0 ? 0 : Double(usablePixels) / Double(pixels) }
}

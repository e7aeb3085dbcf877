/// Finds new construction in the series of every pixel of a block: vegetation that gives way to lasting bare or built ground.
///
/// Each observation is held against what was normal for the season in the years before; anomalies accumulate from first
/// over provisional to confirmed, and end when vegetation comes back. What was built before the baseline is normal and
/// no finding. The result at a pixel depends on its own series and its land cover only, so neither the cut of blocks
/// nor threads matter. A finding is a clue (疑似新增建设). Method: `docs/algorithms.md`, "New construction from a series".
///
/// - Complexity: one pass over the series; seasons are fitted only where an observation calls for it. No allocation per
///   pixel.
public struct ConstructionDetector: Detector {
  /// All dates of a block of pixels.
  public typealias Subject = Owned<SeriesBlock>
  /// What each pixel of the block shows.
  public typealias Finding = Owned<ConstructionBlock>

  /// The rules' name and version.
  public static let ruleSet = "construction-5"
  /// The rules' name for series without short-wave infrared: soil, concrete and dry crops look alike there.
  public static let visibleRuleSet = "construction-5 (SWIR-free)"

  /// The thresholds.
  public let parameters: ConstructionParameters
  let rules: ConstructionRules

  /// Creates a detector.
  public init(parameters: ConstructionParameters = ConstructionParameters()) {
    self.parameters = parameters
    rules = ConstructionRules(parameters)
  }
}

extension ConstructionDetector {
  /// The rules that apply to a block: `visibleRuleSet` where no date has a soil index.
  public func ruleSet(for series: borrowing SeriesBlock) -> String {
    series.hasSoilIndex ? Self.ruleSet : Self.visibleRuleSet
  }

  /// Whether pixels have a curve and a process to remember: with any method but `baseline`.
  public var hasCurves: Bool { parameters.method != .baseline }

  /// Examines a block that is shared.
  public func examine(_ subject: Owned<SeriesBlock>) -> Owned<ConstructionBlock> {
    Owned(examine(subject.value))
  }

  /// Examines a block.
  public func examine(_ subject: borrowing SeriesBlock) -> ConstructionBlock {
    var result = ConstructionBlock(width: subject.width, height: subject.height)
    var workspace = ConstructionWorkspace()
    examine(subject, into: &result, workspace: &workspace)
    return result
  }
}

import Supervision

/// What a calibration found.
public struct CalibrateReport: Sendable, Encodable {
  /// Scores of a setting, or of the choice.
  public struct Score: Sendable, Encodable {
    /// F1; nil where nothing was found and nothing is there.
    public var f1: AssessReport.Figure?
    /// The share of found units where the change is there.
    public var precision: AssessReport.Figure?
    /// The share of changed units that were found.
    public var recall: AssessReport.Figure?

    init(_ score: RegionCrossValidation.Score) {
      f1 = score.f1.map { AssessReport.Figure($0) }
      precision = score.precision.map { AssessReport.Figure($0) }
      recall = score.recall.map { AssessReport.Figure($0) }
    }
  }

  /// One setting of the grid.
  public struct Setting: Sendable, Encodable {
    /// What differs in it.
    public var values: String
    /// The score over all regions.
    public var score: Score
    /// F1 by region.
    public var regionF1: [String: Double]
    /// The regions for which the others chose it.
    public var choosers: [String]
    /// The share of land units that could be decided; nil for construction.
    public var decidedShare: Double?
  }

  /// A range of told probabilities, and what was found.
  public struct Bin: Sendable, Encodable {
    /// The lower end of the range.
    public var from: Double
    /// Its upper end.
    public var to: Double
    /// The mean probability told.
    public var predicted: Double
    /// The clues.
    public var count: Int
    /// Those that were true.
    public var present: Int
    /// The lower end of the 95 % interval of the share of true ones.
    public var lower: Double
    /// The upper end.
    public var upper: Double
  }

  /// How far the evidence of clues can be read as a probability.
  public struct Reliability: Sendable, Encodable {
    /// Clues in labelled units.
    public var objects: Int
    /// The fewest for a probability.
    public var needed: Int
    /// The reliability diagram; empty below `needed` (未校准).
    public var bins: [Bin]
    /// The Brier score.
    public var brierScore: Double?
    /// The Brier score of one probability for all.
    public var referenceScore: Double?
  }

  /// The kind of clue.
  public var kind: String
  /// Labelled units.
  public var units: Int
  /// Units without a label.
  public var left: Int
  /// The regions, each with its labelled units.
  public var regions: [String: Int]
  /// The settings in the order of the grid.
  public var settings: [Setting]
  /// The number of the setting that was written, from 0.
  public var best: Int
  /// The score of the regions left out, each with the setting that the others chose.
  public var heldOut: Score
  /// The reliability of the evidence at the best setting.
  public var reliability: Reliability
  /// The rule file.
  public var file: String
}

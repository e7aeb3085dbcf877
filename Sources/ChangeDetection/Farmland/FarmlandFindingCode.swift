/// What is found of a cropland parcel at the end of its series.
///
/// Codes are clues or states, never judgements; texts for people are data files.
public enum FarmlandFindingCode: String, Hashable, Sendable, Codable, CaseIterable {
  /// The land class is not annual cropland, so no rule applies.
  case notCropland = "not_cropland"
  /// Fewer effective pure pixels than the rules need: finer imagery or a visit decides.
  case tooSmall = "too_small"
  /// The latest complete crop year, or every one, has too few clear dates.
  case undecidable
  /// No crop year is complete yet.
  case pending
  /// Cropped in the latest decided crop year.
  case cultivated
  /// Cropped, but with fewer crops than usual (季节性闲置).
  case seasonalIdle = "seasonal_idle"
  /// Some signs of farming without a complete crop: needs a sample on the ground.
  case weak
  /// Idle, explained by an approved fallow, construction or a flood.
  case exempt
  /// Idle without two adjacent crop years (疑似, watched).
  case watch
  /// Idle for two adjacent crop years or more (撂荒候选).
  case candidate
  /// Idle for five crop years or more.
  case longTerm = "long_term"
  /// Cropped again for one full crop year after a candidate.
  case recultivated
  /// Turned into an orchard, a plantation or woods (疑似非粮化).
  case convertedToTrees = "converted_to_trees"
  /// Turned into a pond (疑似非粮化).
  case convertedToPond = "converted_to_pond"
  /// Turned into greenhouses or built land: the construction detector examines it.
  case convertedToBuilt = "converted_to_built"
  /// Orchard, plantation or woods in every decided crop year: no conversion was seen.
  case treesThroughout = "trees_throughout"
  /// A pond in every decided crop year: no conversion was seen.
  case pondThroughout = "pond_throughout"
  /// Greenhouses or built land in every decided crop year: no conversion was seen.
  case builtThroughout = "built_throughout"

  /// Whether the finding is a clue of abandonment (疑似撂荒).
  public var isAbandonment: Bool { self == .watch || self == .candidate || self == .longTerm }

  /// Whether the finding is a clue of another use than grain (疑似非粮化): a conversion that was seen.
  public var isConversion: Bool { self == .convertedToTrees || self == .convertedToPond }
}

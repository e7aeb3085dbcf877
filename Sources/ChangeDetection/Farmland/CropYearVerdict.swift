/// What a crop year showed.
public enum CropYearVerdict: String, Hashable, Sendable, Codable, CaseIterable {
  /// A crop cycle with tillage, flooding or harvest.
  case cultivated
  /// No crop: green all year or one broad peak of weeds, and no tillage, flooding or harvest.
  case idleWeedy = "idle_weedy"
  /// No crop: never green enough for one.
  case idleBare = "idle_bare"
  /// Some signs of farming, but no complete crop: needs a sample on the ground.
  case weak
  /// Too few clear dates, or too long a gap.
  case undecidable
  /// Not over yet, so that a crop may still come, and no other use is seen so far.
  case pending
  /// Idle, explained by an exemption.
  case exempt
  /// Water at most dates.
  case pond
  /// Evergreen or woody cover without seasons.
  case trees
  /// Bright, grey and never green: a greenhouse or built land, to be examined by the construction detector.
  case built

  /// Whether the land lay idle.
  public var isIdle: Bool { self == .idleWeedy || self == .idleBare }
  /// Whether the land served another use than annual crops.
  public var isOtherUse: Bool { self == .pond || self == .trees || self == .built }
  /// Whether the crop year was decided: neither undecidable nor pending.
  public var isDecided: Bool { self != .undecidable && self != .pending }
}

/// What a parcel of the survey may be worth treating for (整治潜力): a candidate to be looked at, never a decision.
public struct LandPotential: Hashable, Sendable {
  /// What could be done.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// 恢复耕地: orchards, woods, ponds that the survey marks as restorable, and idle cropland.
    case restore
    /// 建设用地复垦: village and mining land.
    case reclaim
    /// 宜耕后备资源开发: grassland and bare soil.
    case develop
    /// 低效用地盘活: industrial, storage and commercial land. How far it is used is for the scenes and for people to say.
    case revive
  }

  /// Why a parcel is left out.
  public enum Obstacle: String, Hashable, Sendable, CaseIterable {
    /// Steeper than can be farmed.
    case steep
    /// Smaller than the survey draws.
    case small
    /// Inside the ecological red line.
    case redLine = "red_line"
    /// Without slope.
    case noSlope = "no_slope"
  }

  /// The kind.
  public var kind: Kind
  /// The area.
  public var area: LandArea
  /// The mean slope in degrees; nil where unknown.
  public var slope: Double?
  /// Metres to the next cropland; nil where there is none near.
  public var distance: Double?
  /// Why it is left out; empty for a candidate.
  public var obstacles: [Obstacle]

  /// What a class of the survey may be treated for.
  ///
  /// - Parameters:
  ///   - code: The class (DLBM).
  ///   - attribute: The kind of planting (ZZSXDM): `JKHF` 即可恢复, `GCHF` 工程恢复, `WG` 未耕种.
  public static func kind(landClass code: String?, attribute: String?) -> Kind? {
    guard let code else { return nil }
    let isRestorable = ["JKHF", "GCHF"].contains(attribute?.uppercased() ?? "")
    switch code.prefix(4) {
    case "0201", "0202", "0203", "0204", "0301", "0302", "0305", "0307", "0403", "1104":
      return isRestorable ? .restore : nil
    case "0101", "0102", "0103":
      return ["WG", "WGZ"].contains(attribute?.uppercased() ?? "") ? .restore : nil
    case "0404", "1206": return .develop
    case "0602", "0702", "203": return .reclaim
    case "0508", "05H1", "0601": return .revive
    default: return nil
    }
  }

  /// Judges a parcel. Slopes count for what is to be farmed: not for `revive`.
  ///
  /// - Parameters:
  ///   - limit: The steepest mean slope, `<= 25`.
  ///   - least: The smallest area, `>= 400 m2`.
  public init(
    _ kind: Kind, area: LandArea, slope: Double?, distance: Double?, isInRedLine: Bool,
    limit: RuleTest, least: RuleTest
  ) {
    self.kind = kind
    self.area = area
    self.slope = slope
    self.distance = distance
    var obstacles: [Obstacle] = []
    if kind == .revive {
      // What is built on need not be flat enough for a plough.
    } else if let slope {
      if limit.holds(.number(slope)) == false { obstacles.append(.steep) }
    } else {
      obstacles.append(.noSlope)
    }
    if least.holds(.area(area)) == false { obstacles.append(.small) }
    if isInRedLine { obstacles.append(.redLine) }
    self.obstacles = obstacles
  }

  /// The order of candidates: those beside cropland first (within 10 m), then the larger.
  public static func isBefore(_ one: LandPotential, _ other: LandPotential) -> Bool {
    let beside = ((one.distance ?? .infinity) <= 10, (other.distance ?? .infinity) <= 10)
    if beside.0 != beside.1 { return beside.0 }
    return one.area > other.area
  }
}

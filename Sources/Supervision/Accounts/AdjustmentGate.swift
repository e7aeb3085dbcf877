public import Diagnostics

/// Which patches of permanent basic farmland need a site visit by the province before they are moved out, and how much of the
/// designated area is used up (S001 二(一), 三(三)).
public struct AdjustmentGate: Sendable {
  /// A patch that is to be moved out.
  public struct Patch: Hashable, Sendable {
    /// The identifier.
    public var id: String
    /// The township it lies in; nil where unknown.
    public var township: String?
    /// The class of terrain of the township; nil where unknown.
    public var terrain: Terrain?
    /// The area that counts, net where it is given.
    public var area: LandArea
    /// The share of the patch within the enclosing boundary (围合范围), 0 to 1.
    public var enclosedShare: Double

    /// Creates a patch.
    public init(
      id: String, township: String?, terrain: Terrain?, area: LandArea, enclosedShare: Double
    ) {
      self.id = id
      self.township = township
      self.terrain = terrain
      self.area = area
      self.enclosedShare = enclosedShare
    }
  }

  /// How a patch across the boundary is read; the text does not say.
  public enum Crossing: String, Hashable, Sendable, CaseIterable {
    /// As a patch within, whose thresholds are the lower ones.
    case stricter
    /// As what most of it is.
    case largestPart = "largest_part"
  }

  /// Where a patch lies.
  public enum Place: String, Hashable, Sendable, CaseIterable {
    case outside, enclosed, crossing
  }

  /// What was found out about a patch.
  public struct Outcome: Hashable, Sendable {
    /// The patch.
    public var patch: Patch
    /// Where it lies.
    public var place: Place
    /// The rule that was applied; nil where the class of terrain is unknown.
    public var rule: Rule?
    /// Whether a site visit is needed; nil where it cannot be told.
    public var needsVisit: Bool?
    /// Whether the area prints like the threshold, so that the survey's last digit decides.
    public var isAtEdge: Bool
  }

  /// How much of the designated area approved plans have moved out.
  public struct Use: Hashable, Sendable {
    /// The township; nil for all together.
    public var township: String?
    /// What was moved out by all approved plans since the designation.
    public var movedOut: LandArea
    /// The designated area; nil where it is not known.
    public var designated: LandArea?
    /// Whether the use is within the limit; nil where it cannot be told.
    public var isWithin: Bool?
  }

  private let outside: Rule
  private let plain: Rule
  private let hills: Rule
  private let limit: Rule
  /// How a patch across the boundary is read.
  public let crossing: Crossing
  /// A part of a patch below this share is an error of drawing and not a crossing.
  public static let sliver = 0.01

  /// Takes the rules of a set.
  ///
  /// - Throws: `.usage` where the set lacks one of the four rules.
  public init(_ set: RuleSet, crossing: Crossing? = nil) throws(TiankanError) {
    func rule(_ id: String) throws(TiankanError) -> Rule {
      guard let rule = set[id], rule.test != nil else {
        throw TiankanError(
          .usage, "the rule set has no rule \(id) with a test; the gate needs it", subject: set.name
        )
      }
      return rule
    }
    outside = try rule("visit-outside-boundary")
    plain = try rule("visit-enclosed-plain")
    hills = try rule("visit-enclosed-hills")
    limit = try rule("farmland-adjustment-share")
    let option = plain.options.first { $0.name == "crossing" }?.standard
    self.crossing = crossing ?? option.flatMap(Crossing.init(rawValue:)) ?? .stricter
  }

  /// Judges a patch.
  public func judge(_ patch: Patch) -> Outcome {
    let place: Place =
      patch.enclosedShare < Self.sliver
      ? .outside : patch.enclosedShare > 1 - Self.sliver ? .enclosed : .crossing
    let isEnclosed: Bool
    switch (place, crossing) {
    case (.outside, _): isEnclosed = false
    case (.enclosed, _), (.crossing, .stricter): isEnclosed = true
    case (.crossing, .largestPart): isEnclosed = patch.enclosedShare >= 0.5
    }
    let rule: Rule?
    if !isEnclosed {
      rule = outside
    } else {
      switch patch.terrain {
      case .plain?: rule = plain
      case .hills?: rule = hills
      case nil: rule = nil
      }
    }
    let value = RuleValue.area(patch.area)
    let needsVisit: Bool?
    if let rule {
      needsVisit = rule.test?.holds(value)
    } else {
      // Without the class of terrain only what both readings agree on is known.
      let readings = Set([plain.test?.holds(value), hills.test?.holds(value)])
      needsVisit = readings.count == 1 ? readings.first ?? nil : nil
    }
    return Outcome(
      patch: patch, place: place, rule: rule, needsVisit: needsVisit,
      isAtEdge: rule?.test?.isAtEdge(value) ?? false)
  }

  /// The use of the designated area, per township and for all together.
  ///
  /// - Parameters:
  ///   - movedOut: What approved plans have moved out since the designation, with the township; all of them, not one plan's.
  ///   - designated: The designated area of the townships concerned (所涉乡镇); nil where it is not known.
  /// - Returns: A line per township in the order of their codes, then one for all. The township of a movement that is not among
  ///   the designated ones has no limit and cannot be judged.
  public func use(
    movedOut: [(township: String, area: LandArea)], designated: [String: LandArea?]
  ) -> [Use] {
    var sums: [String: LandArea] = [:]
    for code in designated.keys { sums[code] = .zero }
    for movement in movedOut { sums[movement.township, default: .zero] += movement.area }
    func within(_ moved: LandArea, _ whole: LandArea?) -> Bool? {
      whole.flatMap { limit.test?.holds(.share(moved, of: $0)) }
    }
    var lines = sums.sorted { $0.key < $1.key }.map { code, moved in
      let whole = designated[code] ?? nil
      return Use(
        township: code, movedOut: moved, designated: whole, isWithin: within(moved, whole))
    }
    let areas = lines.compactMap(\.designated)
    let total = lines.reduce(LandArea.zero) { $0 + $1.movedOut }
    let whole =
      areas.count == lines.count && !areas.isEmpty ? areas.reduce(LandArea.zero, +) : nil
    lines.append(
      Use(township: nil, movedOut: total, designated: whole, isWithin: within(total, whole)))
    return lines
  }
}

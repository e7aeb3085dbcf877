/// One rule of a document: its wording, and how it is read.
public struct Rule: Hashable, Sendable {
  /// What a rule is for.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// Values within the test are in order.
    case limit
    /// Values within the test have the consequence.
    case trigger
    /// Values within the test have reached the goal.
    case target
    /// What lies beyond the test must not be, without exception.
    case prohibition
    /// Papers are provided or not; nothing is computed.
    case document
    /// The tier of a share decides how something is divided.
    case split
    /// Parts of a whole that are fixed.
    case shares
  }

  /// How strict a rule is.
  public enum Force: String, Hashable, Sendable, CaseIterable {
    case hard
    /// The text says 原则上, 力争, or states a goal: a flag, no obstacle.
    case soft
  }

  /// Which area a rule counts.
  public enum AreaBasis: String, Hashable, Sendable, CaseIterable {
    /// The area of the outline (椭球毛面积).
    case gross
    /// The area without ridges (净面积), where it is given.
    case net
  }

  /// Where the number comes from.
  public enum Origin: String, Hashable, Sendable, CaseIterable {
    /// The document states it.
    case stated
    /// A public source states it.
    case `public`
    /// A proposal of this program, in no document.
    case proposed
  }

  /// A choice that the text leaves open; what was chosen is printed with every result.
  public struct Option: Hashable, Sendable {
    /// The name.
    public var name: String
    /// What may be chosen.
    public var choices: [String]
    /// What is chosen where nobody says otherwise.
    public var standard: String
    /// Why there is a choice.
    public var note: String
  }

  /// A tier of a split: up to which share of a hundred, and who gets how much.
  public struct Tier: Hashable, Sendable {
    /// How the upper end is read.
    public enum End: Hashable, Sendable {
      case included, excluded
      /// The text leaves it open; the rule's first option decides.
      case option
    }

    /// The upper end in percent; nil for the last tier.
    public var upTo: Ratio?
    /// Whether a share that equals the upper end belongs here.
    public var end: End
    /// The province's part.
    public var province: Ratio
    /// The county's part.
    public var county: Ratio
  }

  /// A value with the outcome it must have: what `rules test` checks.
  public struct Example: Hashable, Sendable {
    /// The value.
    public var value: RuleValue
    /// Whether the test holds; nil for a split.
    public var holds: Bool?
    /// The number of the tier, from 1; nil for a test.
    public var tier: Int?
  }

  /// What a rule applies to; empty lists restrict nothing.
  public struct Scope: Hashable, Sendable {
    /// Kinds of project.
    public var kinds: [String] = []
    /// Sources of money.
    public var funding: [String] = []

    /// Creates a scope without restriction.
    public init() {}

    /// Whether something of a kind and funding falls under it.
    public func covers(kind: String?, funding source: String?) -> Bool {
      (kinds.isEmpty || kind.map(kinds.contains) ?? false)
        && (funding.isEmpty || source.map(funding.contains) ?? false)
    }
  }

  /// The identifier, unique in its set.
  public var id: String
  /// The place in the document.
  public var clause: String
  /// The document's wording.
  public var phrase: String
  /// A name for people.
  public var title: Phrase
  /// What the rule is for.
  public var role: Role
  /// What is compared, in words.
  public var quantity: String
  /// The comparison; nil for papers, splits and shares.
  public var test: RuleTest?
  /// The tiers of a split.
  public var tiers: [Tier] = []
  /// Parts of a whole by name, in the order of the file.
  public var shares: [Share] = []
  /// Which area counts.
  public var areaBasis: AreaBasis?
  /// How strict it is.
  public var force: Force
  /// Where the number comes from.
  public var origin: Origin = .stated
  /// What it applies to.
  public var scope = Scope()
  /// What follows; nil where nothing beyond the outcome.
  public var consequence: Phrase?
  /// Choices that the text leaves open.
  public var options: [Option] = []
  /// How a word of the text is read.
  public var reading: String?
  /// Values on both sides of the edge.
  public var examples: [Example] = []

  /// A part of a whole.
  public struct Share: Hashable, Sendable {
    /// What the part is for.
    public var name: String
    /// The part.
    public var part: Ratio
  }
}

extension Rule {
  /// The tier of a share of a hundred, from 1; nil for a share of nothing and for rules without tiers.
  ///
  /// - Parameter includesOpenEnd: Whether a share that equals an end left open by the text belongs to the lower tier.
  public func tier(of part: LandArea, in whole: LandArea, includesOpenEnd: Bool = true) -> Int? {
    guard !tiers.isEmpty, whole > .zero else { return nil }
    for (index, tier) in tiers.enumerated() {
      guard let upTo = tier.upTo else { return index + 1 }
      let isIncluded = tier.end == .included || (tier.end == .option && includesOpenEnd)
      let test = RuleTest(isIncluded ? .lessOrEqual : .less, upTo, .percent)
      if test.holds(.share(part, of: whole)) == true { return index + 1 }
    }
    return nil
  }

  /// Examples whose outcome is not what the file says, in words; empty where all is well.
  public func failedExamples() -> [String] {
    examples.compactMap { example in
      if let tier = example.tier {
        guard case .share(let part, let whole) = example.value else {
          return "\(example.value): a split is of a part of a whole"
        }
        let found = self.tier(of: part, in: whole)
        return found == tier ? nil : "\(example.value): tier \(found ?? 0), not \(tier)"
      }
      let found = test?.holds(example.value)
      return found != nil && found == example.holds
        ? nil
        : "\(example.value) \(test.map { "\($0)" } ?? ""): \(found.map { "\($0)" } ?? "cannot be told")"
    }
  }

  /// Whether the examples stand on both sides of the edge: a test without both is not tested.
  public var hasBothSides: Bool {
    if test != nil { return Set(examples.compactMap(\.holds)).count == 2 }
    if !tiers.isEmpty { return Set(examples.compactMap(\.tier)).count == tiers.count }
    return true
  }
}

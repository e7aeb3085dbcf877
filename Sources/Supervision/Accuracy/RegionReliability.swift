/// How far a score of clues can be read as a probability: a reliability diagram over regions that were left out.
///
/// For each region the share of true clues is fitted to the scores of all other regions as a function that never falls (isotonic
/// regression; Zadrozny and Elkan 2002, doi:10.1145/775047.775151), and the probabilities it gives to the clues of the region
/// are held against what was found there.
public struct RegionReliability: Hashable, Sendable {
  /// A clue with a label.
  public struct Object: Hashable, Sendable {
    /// The region.
    public var region: String
    /// The score, in any unit; larger is surer.
    public var score: Double
    /// Whether the change was found on the ground.
    public var isPresent: Bool

    /// Creates an object.
    public init(region: String, score: Double, isPresent: Bool) {
      self.region = region
      self.score = score
      self.isPresent = isPresent
    }
  }

  /// The clues of a range of probability.
  public struct Bin: Hashable, Sendable {
    /// The range, from its lower to its upper end.
    public var range: ClosedRange<Double>
    /// The mean probability that was told.
    public var predicted: Double
    /// The share that was found, with its interval.
    public var observed: ProportionInterval
  }

  /// The fewest labelled objects from which a probability may be told.
  public static let leastObjects = 200

  /// The bins that hold clues, by ascending probability.
  public let bins: [Bin]
  /// The mean squared difference between probability and outcome (Brier 1950); 0 is best.
  public let brierScore: Double
  /// The same for one probability for all, the share of true clues in the other regions: what no score would reach.
  public let referenceScore: Double
  /// The labelled objects.
  public let count: Int

  /// Fits and compares; nil below `leastObjects` and for one region, where clues stay without a probability (未校准).
  ///
  /// - Complexity: O(regions × n log n).
  public init?(_ objects: [Object], bins number: Int = 5) {
    let regions = Set(objects.map(\.region)).sorted()
    guard objects.count >= Self.leastObjects, regions.count >= 2, number > 0 else { return nil }
    var told: [(probability: Double, isPresent: Bool)] = []
    var plain = 0.0
    for region in regions {
      let others = objects.filter { $0.region != region }
      let curve = IsotonicCurve(
        others.map { (score: $0.score, outcome: $0.isPresent ? 1.0 : 0.0) })
      let share = Double(others.count { $0.isPresent }) / Double(others.count)
      for object in objects where object.region == region {
        told.append((curve.value(at: object.score), object.isPresent))
        let miss = share - (object.isPresent ? 1 : 0)
        plain += miss * miss
      }
    }
    count = objects.count
    referenceScore = plain / Double(told.count)
    brierScore =
      told.reduce(0) { sum, one in
        let miss = one.probability - (one.isPresent ? 1 : 0)
        return sum + miss * miss
      } / Double(told.count)
    let groups = Dictionary(grouping: told) {
      min(number - 1, Int($0.probability * Double(number)))
    }
    bins = groups.sorted { $0.key < $1.key }.compactMap { bin, members in
      let successes = members.count { $0.isPresent }
      guard let observed = ProportionInterval(successes: successes, of: members.count) else {
        return nil
      }
      return Bin(
        range: Double(bin) / Double(number)...Double(bin + 1) / Double(number),
        predicted: members.reduce(0) { $0 + $1.probability } / Double(members.count),
        observed: observed)
    }
  }
}

public import Diagnostics

/// Which of several settings is best, and how well the choice does where it was not made: cross-validation by region.
///
/// For each region the setting with the highest F1 of all other regions is chosen and scored on the region that was left out. The
/// pooled score of the regions left out speaks for a new region; the score of the best setting on all labels does not, because the
/// same labels chose it. Units of one region resemble each other, so folds are regions and not units (Roberts et al. 2017,
/// doi:10.1111/ecog.02881).
public struct RegionCrossValidation: Hashable, Sendable {
  /// How well a set of answers agrees with labels.
  public struct Score: Hashable, Sendable {
    /// F1 with its interval; nil where nothing was found and nothing is there.
    public var f1: AccuracyEstimate?
    /// The share of found units where the change is there; nil where nothing was found.
    public var precision: AccuracyEstimate?
    /// The share of changed units that were found.
    public var recall: AccuracyEstimate?
  }

  /// What is said of one setting.
  public struct Setting: Hashable, Sendable {
    /// The score over all regions, with which it is chosen; it is too high for the setting that was chosen.
    public var score: Score
    /// F1 of each region, in the order of `regions`.
    public var regionF1: [Double]
    /// The regions for which the others chose it.
    public var choosers: [String]
  }

  /// The fewest regions: with one nothing is left out.
  public static let leastRegions = 2
  /// The fewest units with the change, and the fewest without, in each region [P]: with four units of one class an F1 moves by 0.1
  /// and more with a single unit.
  public static let leastUnits = 5

  /// The regions, by name.
  public let regions: [String]
  /// The settings in the order they were given.
  public let settings: [Setting]
  /// The best setting over all regions: what is taken into use.
  public let best: Int
  /// The pooled score of the regions left out, each with the setting that the others chose.
  public let heldOut: Score

  /// Chooses and scores.
  ///
  /// - Parameters:
  ///   - labels: The labelled units.
  ///   - found: For each setting, whether it found the change in each unit.
  /// - Throws: `.insufficientData` for too few regions or units, with the numbers needed; `.usage` without a setting.
  /// - Complexity: O(settings × units × regions).
  public init(labels: [RegionLabel], found: [[Bool]]) throws(TiankanError) {
    try Self.check(labels)
    guard !found.isEmpty, found.allSatisfy({ $0.count == labels.count }) else {
      throw TiankanError(.usage, "each setting needs an answer for each labelled unit")
    }
    regions = Set(labels.map(\.region)).sorted()
    let numbers = Dictionary(
      uniqueKeysWithValues: regions.enumerated().map { ($0.element, $0.offset) })
    let places = labels.map { numbers[$0.region] ?? 0 }
    let counts = found.map { answers in
      var counts = Array(repeating: Counts(), count: numbers.count)
      for (index, label) in labels.enumerated() {
        counts[places[index]].add(found: answers[index], isPresent: label.isPresent)
      }
      return counts
    }
    best = Self.best(of: counts, without: nil)
    let chosen = regions.indices.map { Self.best(of: counts, without: $0) }
    heldOut = try Self.score(labels, places, regions) { found[chosen[places[$0]]][$0] }
    var settings: [Setting] = []
    for (number, answers) in found.enumerated() {
      settings.append(
        Setting(
          score: try Self.score(labels, places, regions) { answers[$0] },
          regionF1: counts[number].map(\.f1),
          choosers: zip(regions, chosen).filter { $0.1 == number }.map(\.0)))
    }
    self.settings = settings
  }

  /// Says whether labels are enough, before anything is computed with them.
  ///
  /// - Throws: `.insufficientData` with the numbers there are and the numbers needed.
  public static func check(_ labels: [RegionLabel]) throws(TiankanError) {
    let groups = Dictionary(grouping: labels, by: \.region)
    guard groups.count >= leastRegions else {
      throw TiankanError(
        .insufficientData,
        "the labels lie in \(groups.count) region; label at least \(leastRegions) regions, so that settings can be scored where they were not chosen"
      )
    }
    for (region, units) in groups.sorted(by: { $0.key < $1.key }) {
      let present = units.count { $0.isPresent }
      let absent = units.count - present
      guard min(present, absent) >= leastUnits else {
        throw TiankanError(
          .insufficientData,
          "region \(region) has \(present) units with the change and \(absent) without; label at least \(leastUnits) of each in every region, or leave the region out"
        )
      }
    }
  }

  private struct Counts {
    var hits = 0
    var falseAlarms = 0
    var misses = 0

    mutating func add(found: Bool, isPresent: Bool) {
      if found, isPresent { hits += 1 }
      if found, !isPresent { falseAlarms += 1 }
      if !found, isPresent { misses += 1 }
    }

    var all: Int { 2 * hits + falseAlarms + misses }
    var f1: Double { all == 0 ? 0 : Double(2 * hits) / Double(all) }
  }

  /// The setting with the highest F1 of all regions but one; of equal ones the first.
  private static func best(of counts: [[Counts]], without left: Int?) -> Int {
    let totals = counts.map { regions in
      var total = Counts()
      for (number, region) in regions.enumerated() where number != left {
        total.hits += region.hits
        total.falseAlarms += region.falseAlarms
        total.misses += region.misses
      }
      return total
    }
    var best = 0
    for number in totals.indices.dropFirst() {
      // Whole numbers decide, so that equal scores are equal.
      let higher = totals[number].hits * max(1, totals[best].all)
      if higher > totals[best].hits * max(1, totals[number].all) { best = number }
    }
    return best
  }

  private static func score(
    _ labels: [RegionLabel], _ places: [Int], _ regions: [String], _ isFound: (Int) -> Bool
  ) throws(TiankanError) -> Score {
    var sizes = Array(repeating: 0, count: regions.count)
    for place in places { sizes[place] += 1 }
    let accuracy = try StratifiedAccuracy(
      classes: ["absent", "present"],
      strata: zip(regions, sizes).map { SampleStratum(name: $0, area: Double($1)) },
      units: labels.indices.map { index in
        SampleUnit(
          stratum: places[index], map: isFound(index) ? 1 : 0,
          reference: labels[index].isPresent ? 1 : 0)
      })
    return Score(
      f1: accuracy.f1[1], precision: accuracy.usersAccuracy[1],
      recall: accuracy.producersAccuracy[1])
  }
}

public import Diagnostics

/// How many units to sample, and how many of them in each stratum.
public struct SamplePlan: Hashable, Sendable {
  /// A stratum and what is expected of it.
  public struct Stratum: Hashable, Sendable {
    /// The stratum with its area.
    public var stratum: SampleStratum
    /// The share of its units that are expected to be as the map says, in (0, 1).
    public var expectedAccuracy: Double
    /// Whether it is rare, so that it gets `minimum` units whatever its area.
    public var isRare: Bool

    /// Creates an expectation.
    public init(stratum: SampleStratum, expectedAccuracy: Double, isRare: Bool) {
      self.stratum = stratum
      self.expectedAccuracy = expectedAccuracy
      self.isRare = isRare
    }
  }

  /// Units in all.
  public let total: Int
  /// Units per stratum.
  public let counts: [Int]

  /// Plans a sample: n = (Σ W_i S_i / S(Ô))², S_i = √(U_i (1 − U_i)) (Cochran 1977, eq. 5.25; Olofsson et al. 2014, eq. 13),
  /// shared by area after each rare stratum has its minimum (section 5.1.2 there).
  ///
  /// - Parameters:
  ///   - strata: The strata.
  ///   - standardError: The standard error of overall accuracy that is wanted, such as 0.01.
  ///   - minimum: Units of a rare stratum, at least; 50 to 100 are advised.
  /// - Throws: `.usage` for accuracies and errors outside (0, 1), no stratum, or an area that is not positive.
  public init(
    _ strata: [Stratum], standardError: Double, minimum: Int = 50
  ) throws(TiankanError) {
    guard !strata.isEmpty, standardError > 0, standardError < 1, minimum >= 2,
      strata.allSatisfy({
        $0.expectedAccuracy > 0 && $0.expectedAccuracy < 1 && $0.stratum.area > 0
      })
    else {
      throw TiankanError(
        .usage,
        "a plan needs strata with areas, expected accuracies and a standard error between 0 and 1, and 2 units or more per stratum"
      )
    }
    let area = strata.reduce(0) { $0 + $1.stratum.area }
    let spread = strata.reduce(0) {
      $0 + $1.stratum.area / area * ($1.expectedAccuracy * (1 - $1.expectedAccuracy)).squareRoot()
    }
    let wanted = Int((spread / standardError * (spread / standardError)).rounded(.up))
    let rare = strata.count { $0.isRare } * minimum
    let commonArea = strata.reduce(0) { $0 + ($1.isRare ? 0 : $1.stratum.area) }
    counts = strata.map { stratum in
      guard !stratum.isRare else { return minimum }
      let own = Double(max(0, wanted - rare)) * stratum.stratum.area / commonArea
      return max(2, Int(own.rounded()))
    }
    total = counts.reduce(0, +)
  }
}

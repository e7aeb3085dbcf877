/// How many clues a county gets at once, so that its people are not flooded (few, well-evidenced clues).
///
/// A clue of P1, in permanent basic farmland or behind a red line is never dropped; such clues use up places of the
/// cap, and where there are more of them than the cap they all pass.
public struct PublicationCap: Hashable, Sendable {
  /// The number of clues per county.
  public var perCounty: Int

  /// Creates a cap; 0 lets only those pass that may not be dropped.
  public init(perCounty: Int) { self.perCounty = perCounty }

  /// What passes, and what does not.
  public struct Selection: Hashable, Sendable {
    /// The positions of the candidates that pass, in the order of work over all counties.
    public var passed: [Int]
    /// The positions of those that were held back, in the same order.
    public var heldBack: [Int]
  }

  /// Ranks candidates and applies the cap in each county.
  ///
  /// - Complexity: O(n log n).
  public func select(_ candidates: [PublicationCandidate]) -> Selection {
    let ranked = candidates.indices.sorted { candidates[$0] < candidates[$1] }
    var places: [String: Int] = [:]
    for candidate in candidates where candidate.isExempt {
      places[candidate.county, default: perCounty] -= 1
    }
    var selection = Selection(passed: [], heldBack: [])
    for position in ranked {
      let candidate = candidates[position]
      if candidate.isExempt {
        selection.passed.append(position)
      } else if places[candidate.county, default: perCounty] > 0 {
        places[candidate.county, default: perCounty] -= 1
        selection.passed.append(position)
      } else {
        selection.heldBack.append(position)
      }
    }
    return selection
  }
}

import Diagnostics

extension ClueLifeCycle {
  /// What becomes of a clue that vanished.
  enum Fate {
    case continues(ClueKey)
    case merges(ClueKey)
  }

  /// Who follows whom.
  struct Successions {
    var fate: [ClueKey: Fate] = [:]
    /// The old key of a clue that takes another's place.
    var predecessor: [ClueKey: ClueKey] = [:]
    /// The vanished clue that a new one is a smaller part of.
    var origin: [ClueKey: ClueKey] = [:]
  }

  static func successions(
    of vanished: [ClueKey], _ before: [ClueKey: Published], _ now: [ClueKey: Found],
    share needed: Double, _ covers: (ClueKey) throws(TiankanError) -> [Cover]
  ) throws(TiankanError) -> Successions {
    /// A vanished clue that wants the place of a new one.
    struct Claim {
      var key: ClueKey
      var squareMetres: Double
      var isNumbered: Bool
    }
    var result = Successions()
    var claims: [ClueKey: [Claim]] = [:]
    for key in vanished {
      guard let old = before[key] else { continue }
      let parts = try covers(key).filter { now[$0.key] != nil && $0.key.kind == key.kind }
        .sorted {
          $0.share != $1.share ? $0.share > $1.share : isBefore($0.key, $1.key)
        }
      guard let largest = parts.first, parts.reduce(0, { $0 + $1.share }) >= needed else {
        continue
      }
      result.fate[key] = .merges(largest.key)
      for part in parts.dropFirst() where before[part.key] == nil {
        result.origin[part.key] = result.origin[part.key] ?? key
      }
      guard before[largest.key] == nil else { continue }
      claims[largest.key, default: []].append(
        Claim(
          key: key, squareMetres: largest.share * old.squareMetres, isNumbered: old.isNumbered))
    }
    for (successor, all) in claims {
      let winner = all.min { left, right in
        if left.isNumbered != right.isNumbered { return left.isNumbered }
        if left.squareMetres != right.squareMetres { return left.squareMetres > right.squareMetres }
        return isBefore(left.key, right.key)
      }
      guard let winner else { continue }
      result.fate[winner.key] = .continues(successor)
      result.predecessor[successor] = winner.key
    }
    return result
  }
}

extension ClueLifeCycle.Successions {
  /// Gives clues that are found under a key of theirs again the place of what went on meanwhile, before any that covers it.
  ///
  /// - Parameters:
  ///   - keys: The found keys that are not published, in their order.
  ///   - successor: The key under which the journal carries on a clue that had a key once.
  /// - Returns: The found keys whose clue was gone, under its last key, before this run.
  mutating func giveBack(
    to keys: [ClueKey], _ before: [ClueKey: ClueLifeCycle.Published],
    _ now: [ClueKey: ClueLifeCycle.Found], _ successor: (ClueKey) -> ClueKey?
  ) -> [(key: ClueKey, last: ClueKey)] {
    var gone: [(key: ClueKey, last: ClueKey)] = []
    var taken: Set<ClueKey> = []
    for key in keys {
      // What is still found under the later key stays there.
      guard let last = successor(key), now[last] == nil, taken.insert(last).inserted else {
        continue
      }
      if before[last] == nil {
        gone.append((key, last))
        continue
      }
      if case .continues(let other) = fate[last], other != key { predecessor[other] = nil }
      if let other = predecessor[key], other != last { fate[other] = .merges(key) }
      fate[last] = .continues(key)
      predecessor[key] = last
      origin[key] = nil
    }
    return gone
  }
}

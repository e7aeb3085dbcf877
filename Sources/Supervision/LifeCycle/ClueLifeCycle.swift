public import Diagnostics

/// What happened to the clues between two runs: a pure function of what was published and what is found now.
///
/// Equal keys are the same clue: its state and area are compared. A published key that is gone has a successor where
/// found clues of its kind cover at least `successorShare` of it; the one with the largest part goes on. A successor
/// that is new takes the old clue's place (`rekeyed`), and with it its public number and handling; where several clues
/// want that place, the one with a public number has it before others, then the one with the larger part. All others
/// are `merged`. Without a successor the clue is `withdrawn`.
///
/// A key that is found again is the clue that had it (an earlier last day, and the whole archive after it, give that): what
/// went on under another key in the meantime, with number and handling, comes back (`rekeyed`), whatever it covers.
///
/// Only `DetectionState` is looked at and told of; what people do with a clue is not touched.
public struct ClueLifeCycle: Hashable, Sendable {
  /// Growth is told from this share of the last published area on: 20 %.
  public var growthShare = 0.2
  /// And from this area on, in square metres: 400, four pixels of 10 m.
  public var growthSquareMetres = 400.0
  /// A vanished clue goes on where this share of it is covered: half.
  public var successorShare = 0.5

  /// A life cycle with the documented thresholds.
  public init() {}

  /// The changes, in the order in which the journal takes them: what vanished by its key, then what is found by its
  /// key.
  ///
  /// - Parameters:
  ///   - published: The clues of the ledger.
  ///   - found: The clues of the run.
  ///   - wasWithdrawn: Whether the journal's last word on a key that is not published is that it is gone.
  ///   - successor: The key under which the journal carries on a clue that had a key once; nil where it never moved.
  ///   - covers: Which found clues of the same kind cover how much of a vanished one.
  /// - Throws: `.duplicate` for a key that was found twice; what `covers` throws.
  /// - Complexity: O(n log n) in the number of clues; one call of `covers` per vanished clue.
  public func changes(
    from published: [Published], to found: [Found], wasWithdrawn: (ClueKey) -> Bool,
    successor: (ClueKey) -> ClueKey? = { _ in nil },
    covers: (ClueKey) throws(TiankanError) -> [Cover]
  ) throws(TiankanError) -> [ClueChange] {
    var before: [ClueKey: Published] = [:]
    for clue in published { before[clue.key] = clue }
    var now: [ClueKey: Found] = [:]
    for clue in found {
      guard now.updateValue(clue, forKey: clue.key) == nil else {
        throw TiankanError(
          .duplicate, "two clues of a run have the same key; join tiles before the commit",
          subject: "\(clue.key)")
      }
    }
    let vanished = published.filter { now[$0.key] == nil }.map(\.key).sorted(by: Self.isBefore)
    var successions = try Self.successions(
      of: vanished, before, now, share: successorShare, covers)
    let returned = successions.giveBack(
      to: now.keys.filter { before[$0] == nil }.sorted(by: Self.isBefore), before, now, successor)
    var changes = returned.map { ClueChange(key: $0.key, event: .rekeyed, other: $0.last) }
    for key in vanished {
      switch successions.fate[key] {
      case .continues(let successor):
        changes.append(ClueChange(key: successor, event: .rekeyed, other: key))
      case .merges(let successor):
        changes.append(ClueChange(key: successor, event: .merged, other: key))
      case nil:
        changes.append(ClueChange(key: key, event: .withdrawn, from: before[key]?.state))
      }
    }
    let back = Set(returned.map(\.key))
    for key in now.keys.sorted(by: Self.isBefore) {
      guard let clue = now[key] else { continue }
      if let old = before[key] ?? successions.predecessor[key].flatMap({ before[$0] }) {
        appendChanges(of: clue, since: old, to: &changes)
      } else {
        appendFirst(
          clue, wasWithdrawn: wasWithdrawn(key) || back.contains(key), successions.origin[key],
          to: &changes)
      }
    }
    return changes
  }

  /// The order of keys: that of their texts, byte by byte.
  static func isBefore(_ left: ClueKey, _ right: ClueKey) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }

  private func appendFirst(
    _ clue: Found, wasWithdrawn: Bool, _ origin: ClueKey?, to changes: inout [ClueChange]
  ) {
    changes.append(
      ClueChange(
        key: clue.key, event: wasWithdrawn ? .reopened : .new, other: origin, to: clue.state,
        squareMetres: clue.squareMetres))
    func reach(_ event: ClueEvent, _ state: DetectionState) {
      changes.append(ClueChange(key: clue.key, event: event, to: state))
    }
    if clue.state == .provisional { reach(.provisional, .provisional) }
    if clue.confirmedDate != nil { reach(.confirmed, .confirmed) }
    if clue.state == .ended { reach(.ended, .ended) }
  }

  private func appendChanges(
    of clue: Found, since old: Published, to changes: inout [ClueChange]
  ) {
    func reach(_ event: ClueEvent) {
      changes.append(ClueChange(key: clue.key, event: event, from: old.state, to: clue.state))
    }
    let becameConfirmed = old.confirmedDate == nil && clue.confirmedDate != nil
    switch (old.state, clue.state) {
    case (.first, .provisional): reach(.provisional)
    case (.ended, .first), (.ended, .provisional), (.ended, .confirmed): reach(.reopened)
    case (.confirmed, .first), (.confirmed, .provisional), (.provisional, .first): reach(.revised)
    default:
      // A day of confirmation that moved or is gone, in an unchanged or ended state.
      if old.confirmedDate != nil, old.confirmedDate != clue.confirmedDate { reach(.revised) }
    }
    if becameConfirmed { reach(.confirmed) }
    if old.state != .ended, clue.state == .ended { reach(.ended) }
    let growth = clue.squareMetres - old.squareMetres
    guard abs(growth) >= growthSquareMetres, abs(growth) >= growthShare * old.squareMetres else {
      return
    }
    changes.append(
      ClueChange(
        key: clue.key, event: growth > 0 ? .grown : .shrunk, squareMetres: clue.squareMetres,
        previousSquareMetres: old.squareMetres))
  }
}

import Diagnostics
import GeoIO
import Supervision

/// What the journal says now of each clue: numbers, handling, what is withdrawn. Replayed from the events in order.
struct JournalState {
  /// The public number of a key.
  private(set) var numbers: [String: String] = [:]
  /// What people set, by key.
  private(set) var handling: [String: HandlingState] = [:]
  /// Keys that were published and are gone: their last word is `withdrawn`, or `merged` into another.
  private(set) var withdrawn: Set<String> = []
  /// The key under which a clue went on whose own key was gone (`rekeyed`).
  private var successors: [String: String] = [:]
  /// The highest serial of each beginning of public numbers.
  private(set) var serials: [String: Int] = [:]
  /// The serial of the last event.
  private(set) var lastSerial = 0

  /// Reads the events.
  init(_ database: FeatureDatabase) throws(TiankanError) {
    let last = try database.rows(SQLText("SELECT coalesce(max(serial), 0) AS n FROM event")) {
      row throws(TiankanError) in Int(row.integer(0))
    }
    lastSerial = last.first ?? 0
    try database.query(
      SQLText(
        "SELECT clue_key, kind, other_key, public_number, handling_state FROM event "
          + "WHERE kind IN ('new', 'reopened', 'withdrawn', 'rekeyed', 'merged', 'numbered') "
          + "OR handling_state IS NOT NULL ORDER BY serial")
    ) { row throws(TiankanError) -> Bool in
      replay(
        row.text(0), ClueEvent(rawValue: row.text(1)), other: row.textIfAny(2),
        number: row.textIfAny(3),
        handling: row.textIfAny(4).flatMap { HandlingState(rawValue: $0) })
      return true
    }
  }

  /// Takes one event into account.
  mutating func replay(
    _ key: String, _ kind: ClueEvent?, other: String?, number: String?,
    handling state: HandlingState?
  ) {
    switch kind {
    case .rekeyed:
      guard let other else { break }
      move(from: other, to: key)
      successors[other] = key
      successors[key] = nil
      withdrawn.remove(key)
    case .withdrawn: withdrawn.insert(key)
    case .new, .reopened:
      withdrawn.remove(key)
      successors[key] = nil
    case .merged:
      withdrawn.remove(key)
      if let other { withdrawn.insert(other) }
    default: break
    }
    if let number, kind == .numbered {
      numbers[key] = number
      let beginning = String(number.dropLast(5))
      serials[beginning] = max(serials[beginning] ?? 0, Int(number.suffix(5)) ?? 0)
    }
    if let state { handling[key] = state }
  }

  /// The key under which a clue went on that had this key once; nil where it never moved.
  func successor(of key: String) -> String? {
    var last: String?
    var seen: Set<String> = [key]
    var next = successors[key]
    while let now = next, seen.insert(now).inserted {
      last = now
      next = successors[now]
    }
    return last
  }

  /// Everything that people know of a clue goes with it.
  ///
  /// A clue that comes back to a key of its own keeps what it had there, unless people only know the other: a number that was
  /// given stays where it was given.
  private mutating func move(from other: String, to key: String) {
    if numbers[key] != nil, handling[key] != nil || handling[other] == nil { return }
    if let number = numbers.removeValue(forKey: other) { numbers[key] = number }
    if let state = handling.removeValue(forKey: other) { handling[key] = state }
  }

  /// Gives the next number of a beginning.
  ///
  /// - Throws: `.outputFailed` where all are used up.
  mutating func number(beginning: String) throws(TiankanError) -> String {
    let serial = (serials[beginning] ?? 0) + 1
    guard serial <= 99_999 else {
      throw TiankanError(
        .outputFailed,
        "all 99999 public numbers of a county, year and kind are given; check why there are so many clues",
        subject: beginning)
    }
    serials[beginning] = serial
    let digits = "\(serial)"
    return beginning + String(repeating: "0", count: 5 - digits.count) + digits
  }

  mutating func nextSerial() -> Int {
    lastSerial += 1
    return lastSerial
  }
}

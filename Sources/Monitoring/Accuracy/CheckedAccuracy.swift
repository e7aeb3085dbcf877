public import Diagnostics
public import LedgerStore
import Supervision

/// How often clues were found on site, by kind: the user's accuracy of clues, from the last answer of each. Only where the batches were
/// drawn at random (`batch issue --sample`) does it speak for the clues that were not checked.
public struct CheckedAccuracy: Codable, Hashable, Sendable {
  /// A kind, or all of them.
  public struct Line: Codable, Hashable, Sendable {
    /// The kind's code; `all` for all.
    public var kind: String
    /// Found as described.
    public var present: Int
    /// Not found.
    public var absent: Int
    /// Could not be told.
    public var undecided: Int
    /// The share of present among those that could be told; nil where none could.
    public var share: Double?
    /// The lower end of its 95 % interval by Wilson's score.
    public var lower: Double?
    /// The upper end.
    public var upper: Double?
  }

  /// The kinds that were checked, then all.
  public var lines: [Line]

  /// Counts the answers of a ledger.
  ///
  /// - Parameter county: Only this county's; nil for all.
  public init(
    _ ledger: borrowing Ledger, county: String? = nil
  ) throws(TiankanError) {
    let vocabulary = try Vocabulary.builtIn()
    let kinds = Dictionary(
      ClueKind.allCases.map { (vocabulary.code(of: $0), $0.rawValue) }, uniquingKeysWith: { $1 })
    var last: [String: FieldCheck] = [:]
    for check in try ledger.fieldChecks()
    where county.map({ check.batch.county == $0 }) ?? true {
      if let known = last[check.number], known.time > check.time { continue }
      last[check.number] = check
    }
    // County of six digits, year of four, kind of two letters, serial.
    let groups = Dictionary(grouping: last.values) { check in
      kinds[String(check.number.dropFirst(10).prefix(2))] ?? "other"
    }
    var lines = groups.sorted { $0.key < $1.key }.map { Line($0.key, $0.value) }
    lines.append(Line("all", Array(last.values)))
    self.lines = lines
  }
}

extension CheckedAccuracy.Line {
  fileprivate init(_ kind: String, _ checks: [FieldCheck]) {
    let precision = FieldPrecision(checks.map(\.result))
    let interval = precision.interval
    self.init(
      kind: kind, present: precision.present, absent: precision.absent,
      undecided: precision.undecided, share: interval?.share, lower: interval?.lower,
      upper: interval?.upper)
  }
}

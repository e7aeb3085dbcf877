import Imagery
import Synchronization

extension QualityMask {
  /// The tables of the rules that were asked for: a process meets a few, and each table takes milliseconds to make, which is
  /// more than a mask over a single place takes.
  private static let tables = Mutex<[QualityRule: [UInt8]]>([:])

  /// What each number of a layer means.
  static func table(of rule: QualityRule) -> [UInt8] {
    if let known = tables.withLock({ $0[rule] }) { return known }
    let made = (0...Int(UInt16.max)).map { value in
      guard value != Int(outside) else { return Meaning.noData }
      var meaning: UInt8 = 0
      for condition in rule.conditions(of: value) where !condition.isUsable {
        switch condition {
        case .cloud, .cirrus: meaning |= Meaning.cloud
        case .shadow: meaning |= Meaning.shadow
        case .fill: meaning |= Meaning.noData
        default: meaning |= Meaning.other
        }
      }
      return meaning
    }
    tables.withLock { tables in
      if tables.count >= 64 { tables = [:] }
      tables[rule] = made
    }
    return made
  }
}

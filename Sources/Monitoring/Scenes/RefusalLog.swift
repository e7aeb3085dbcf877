import Diagnostics
import Imagery
import Synchronization

/// The inputs that a job left out, collected from all workers.
///
/// Listed in order of subject, so that the list does not depend on which worker met an input first. Damage inside a file is
/// one entry per file, however many blocks were asked for and in whatever cut.
final class RefusalLog: Sendable {
  /// The side of the squares in which damage is counted, in pixels of the grid.
  static let damageSide = 128

  private struct Damage {
    /// The squares of the grid's lattice that hold damage.
    var squares: Set<Window> = []
    var cause: String?
  }

  private struct State {
    var refusals: Set<Refusal> = []
    var damage: [String: Damage] = [:]
  }

  private let state = Mutex(State())

  /// Adds a refusal; the same one twice counts once.
  func add(_ refusal: Refusal) {
    state.withLock { _ = $0.refusals.insert(refusal) }
  }

  /// Adds a part of a file that cannot be decoded.
  ///
  /// - Parameter part: A window inside one square of the lattice of `damageSide` pixels.
  func add(damage error: TiankanError, in part: Window) {
    let square = Window(
      column: Self.floor(part.column), row: Self.floor(part.row), width: Self.damageSide,
      height: Self.damageSide)
    state.withLock {
      $0.damage[error.subject ?? "", default: Damage()].squares.insert(square)
      if let cause = error.cause {
        // Workers meet the blocks of a file in any order: the text that sorts first is kept.
        let known = $0.damage[error.subject ?? ""]?.cause
        $0.damage[error.subject ?? ""]?.cause = known.map { min($0, cause) } ?? cause
      }
    }
  }

  /// All refusals in a fixed order.
  var all: [Refusal] {
    let state = state.withLock { $0 }
    let damaged = state.damage.map { subject, damage in
      let squares = damage.squares.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
      let first = squares[0]
      let more =
        switch squares.count - 1 {
        case 0: ""
        case 1: " and one more square of that size"
        case let count: " and \(count) more squares of that size"
        }
      return Refusal(
        subject: subject, code: .corrupt,
        reason: """
          columns \(first.column)–\(first.endColumn - 1), rows \(first.row)–\(first.endRow - 1) of the grid\(more) \
          cannot be decoded and count as no data; get the file again\(damage.cause.map { " (\($0))" } ?? "")
          """)
    }
    return (Array(state.refusals) + damaged).sorted {
      ($0.subject, $0.code, $0.reason) < ($1.subject, $1.code, $1.reason)
    }
  }

  /// The start of the lattice square that holds a column or row.
  static func floor(_ value: Int) -> Int {
    (value >= 0 ? value : value - damageSide + 1) / damageSide * damageSide
  }
}

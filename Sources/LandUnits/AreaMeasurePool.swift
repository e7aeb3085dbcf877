import Diagnostics
import Geometry
import Imagery
import Synchronization

/// Lends a measure of areas to one thread at a time.
///
/// Making a measure reads PROJ's database, which would cost more than the overlay of a clue. As many are made as threads
/// ask at once; they are kept for the next question.
final class AreaMeasurePool: Sendable {
  /// Holds a measure that cannot be copied.
  // SAFETY: a measure may move between threads (PROJ ties no context to a thread) but not be shared. It is reachable only
  // from the list of idle ones, under its lock, or from the one call of `withMeasure` that took it out of there.
  private final class Lent: @unchecked Sendable {
    let measure: EllipsoidalArea
    init(_ measure: consuming EllipsoidalArea) { self.measure = measure }
  }

  private let crs: CoordinateReferenceSystem
  private let idle: Mutex<[Lent]>

  /// Makes the first measure, so that an unsuitable CRS is an error at once.
  init(crs: CoordinateReferenceSystem) throws(TiankanError) {
    self.crs = crs
    idle = Mutex([Lent(try EllipsoidalArea(in: crs))])
  }

  /// Runs `body` with a measure that no other thread uses meanwhile.
  func withMeasure(
    _ body: (borrowing EllipsoidalArea) throws(TiankanError) -> Void
  ) throws(TiankanError) {
    let lent: Lent
    if let free = idle.withLock({ $0.popLast() }) {
      lent = free
    } else {
      lent = Lent(try EllipsoidalArea(in: crs))
    }
    defer { idle.withLock { $0.append(lent) } }
    try body(lent.measure)
  }
}

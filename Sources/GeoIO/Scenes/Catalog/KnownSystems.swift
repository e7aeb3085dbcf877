import Diagnostics
import Geometry
import Imagery
import Synchronization

/// Coordinate reference systems that were parsed already.
///
/// Parsing one takes milliseconds, and the thousands of items of a catalog share a few.
enum KnownSystems {
  private static let parsed = Mutex<[String: CoordinateReferenceSystem]>([:])

  /// The system of a definition.
  static func parse(_ definition: String) throws(TiankanError) -> CoordinateReferenceSystem {
    if let known = parsed.withLock({ $0[definition] }) { return known }
    let system = try CoordinateReferenceSystem(parsing: definition)
    parsed.withLock { $0[definition] = system }
    return system
  }
}

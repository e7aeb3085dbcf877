import Diagnostics
import Geometry
import Imagery
import Synchronization

/// The CRS definitions that files stated so far, parsed.
///
/// Parsing a definition and finding its authority code costs milliseconds, a scene's bands all state the same one, and
/// every worker opens every band.
enum ParsedSystems {
  private static let known = Mutex<[String: CoordinateReferenceSystem]>([:])

  /// Parses a definition, or finds it among those parsed before.
  static func system(_ definition: String) throws(TiankanError) -> CoordinateReferenceSystem {
    if let found = known.withLock({ $0[definition] }) { return found }
    let parsed = try CoordinateReferenceSystem(parsing: definition)
    known.withLock { systems in
      // No archive has that many; a limit keeps a server that is fed odd files from growing.
      if systems.count >= 256 { systems.removeAll() }
      systems[definition] = parsed
    }
    return parsed
  }
}

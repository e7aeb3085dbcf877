import Diagnostics
import GeoIO
import Glibc

/// The lock of the one writer of a ledger; it ends with its holder, also when that is killed.
///
/// A GeoPackage is locked by `flock` on a side file, which the kernel releases with the process; PostgreSQL by an
/// advisory lock of the session, which the server releases with the connection.
final class LedgerLock: Sendable {
  private let descriptor: Int32

  /// Locks the file beside a GeoPackage.
  ///
  /// - Throws: `.locked` where another writer has it; `.permission`, `.outputFailed`.
  init(fileBeside path: String) throws(TiankanError) {
    let name = path + ".lock"
    let opened = unsafe open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard opened >= 0 else {
      let denied = errno == EACCES || errno == EROFS || errno == EPERM
      throw TiankanError(
        denied ? .permission : errno == ENOENT ? .notFound : .outputFailed,
        "the ledger's lock cannot be made; check that the folder exists and may be written",
        subject: name, cause: unsafe String(cString: strerror(errno)))
    }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(opened)
      throw Self.taken(path)
    }
    descriptor = opened
  }

  /// Locks a schema of a server.
  ///
  /// - Throws: `.locked`; errors of the database.
  init(_ database: FeatureDatabase) throws(TiankanError) {
    var statement = SQLText("SELECT CAST(pg_try_advisory_lock(1953063278, hashtext(")
    try statement.append(text: database.address.schema)
    statement.append(")) AS integer) AS got")
    let got = try database.rows(statement) { row throws(TiankanError) -> Int64 in row.integer(0) }
    guard got == [1] else { throw Self.taken(database.address.subject) }
    descriptor = -1
  }

  deinit {
    // The file stays: removing it would let two writers lock two files of one name.
    guard descriptor >= 0 else { return }
    // Said and not left to closing: a child that is just being started shares the descriptor for a moment.
    _ = flock(descriptor, LOCK_UN)
    Glibc.close(descriptor)
  }

  private static func taken(_ subject: String) -> TiankanError {
    TiankanError(
      .locked, "another run writes to the ledger; wait until it has ended", subject: subject)
  }
}

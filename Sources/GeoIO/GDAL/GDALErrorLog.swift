import CGDAL
import Diagnostics

/// What GDAL said during one call, in order.
///
/// A failed call often emits several messages: the first names the reason ("ZIPDecode: incorrect data check"), the
/// last the place ("IReadBlock failed at X offset 3, Y offset 4"). Keeping only the last would lose the reason.
final class GDALErrorLog {
  /// One message of GDAL.
  struct Entry {
    /// Warning, failure or fatal.
    var level: CPLErr
    /// GDAL's error number, `CPLE_…`.
    var number: Int32
    /// The words.
    var text: String
  }

  private(set) var entries: [Entry] = []

  /// Runs `body` with this log in the place of the calling thread's error handler.
  func collect<Value>(_ body: () -> Value) -> Value {
    CPLErrorReset()
    // SAFETY: the handler is removed before `self` can go away, and it is called on this thread only.
    unsafe CPLPushErrorHandlerEx(
      { level, number, text in
        guard let context = unsafe CPLGetErrorHandlerUserData(), let text = unsafe text else {
          return
        }
        let log = unsafe Unmanaged<GDALErrorLog>.fromOpaque(context).takeUnretainedValue()
        unsafe log.append(level, number, String(cString: text))
      }, Unmanaged.passUnretained(self).toOpaque())
    defer {
      CPLPopErrorHandler()
      CPLErrorReset()
    }
    return body()
  }

  private func append(_ level: CPLErr, _ number: Int32, _ text: String) {
    // A damaged file can repeat one message per block; a screenful says it all.
    guard level.rawValue >= CE_Warning.rawValue else { return }
    // The first failure is kept even after many warnings: it alone decides whether the call succeeded.
    let isFirstFailure = level.rawValue >= CE_Failure.rawValue && !hasFailure
    guard entries.count < 16 || isFirstFailure else { return }
    entries.append(Entry(level: level, number: number, text: text))
  }

  /// Whether GDAL reported a failure, not only warnings.
  var hasFailure: Bool { entries.contains { $0.level.rawValue >= CE_Failure.rawValue } }

  /// The distinct messages, failures first choice, joined by semicolons; `nil` where GDAL was silent.
  var summary: String? {
    let failures = entries.filter { $0.level.rawValue >= CE_Failure.rawValue }
    var seen: [String] = []
    for entry in failures.isEmpty ? entries : failures where !seen.contains(entry.text) {
      seen.append(entry.text)
    }
    return seen.isEmpty ? nil : seen.joined(separator: "; ")
  }

  /// The error to throw: GDAL's words decide the code where they are clear, else `code`.
  func error(
    _ action: String, on subject: String, failure code: TiankanError.Code
  ) -> TiankanError {
    let code = recognisedCode ?? (wantsRoom(subject) ? .diskFull : code)
    let remedy: String
    switch code {
    case .diskFull: remedy = "the disk is full; free some space and run again"
    case .permission: remedy = "access is denied; check the permissions"
    case .notFound: remedy = "it does not exist; check the name"
    case .corrupt: remedy = "the file is damaged; fetch it again"
    case .unsupportedFormat: remedy = "the format is not supported; convert it to GeoTIFF"
    default: remedy = "see the reason"
    }
    return TiankanError(code, "cannot \(action): \(remedy)", subject: subject, cause: summary)
  }

  /// Whether SQLite failed on a file whose disk is full. Beside a database in WAL mode it makes a file of shared memory; where
  /// there is no room for it, it says "disk I/O error", as it does of a broken disk.
  private func wantsRoom(_ subject: String) -> Bool {
    entries.contains { $0.text.contains("disk I/O error") } && LocalFile.isDiskFull(at: subject)
  }

  /// The code that GDAL's error numbers or the operating system's words inside its messages imply.
  private var recognisedCode: TiankanError.Code? {
    for entry in entries where entry.level.rawValue >= CE_Failure.rawValue {
      if entry.text.contains("No space left") || entry.text.contains("Disk quota")
        || entry.text.contains("database or disk is full")
      {
        return .diskFull
      }
      if entry.number == CPLE_NoWriteAccess || entry.text.contains("Permission denied")
        || entry.text.contains("HTTP response code: 403")
        || entry.text.contains("HTTP response code: 401")
      {
        return .permission
      }
      if entry.text.contains("HTTP response code: 404") || entry.text.contains("No such file") {
        return .notFound
      }
    }
    return nil
  }
}

import CGEOS
import Diagnostics

/// A GEOS context made for one operation; collects what GEOS says is wrong.
///
/// Geometries made in a context keep it alive. As no two operations share one, nothing needs a lock. Not `Sendable`.
@safe
final class GEOSContext {
  private final class Log {
    var lines: [String] = []
  }

  private let handle: GEOSContextHandle_t
  private let log = Log()

  init() throws(TiankanError) {
    guard let handle = unsafe GEOS_init_r() else {
      throw TiankanError(.installation, "GEOS cannot be started; reinstall libgeos")
    }
    unsafe self.handle = handle
    // SAFETY: the pointer is used only by calls in this context, and `log` lives as long as the context.
    _ = unsafe GEOSContext_setErrorMessageHandler_r(
      handle,
      { text, data in
        guard let text = unsafe text, let data = unsafe data else { return }
        unsafe Unmanaged<Log>.fromOpaque(data).takeUnretainedValue().lines
          .append(String(cString: text))
      }, Unmanaged.passUnretained(log).toOpaque())
  }

  deinit {
    unsafe GEOS_finish_r(handle)
  }

  /// The context's pointer, for calls that use it before they return.
  var pointer: GEOSContextHandle_t { unsafe handle }

  /// The error for an operation that returned nothing.
  func failure(_ operation: String) -> TiankanError {
    TiankanError(
      .invalidGeometry, "\(operation) failed; repair the geometry (GeometryRepair) or simplify it",
      cause: log.lines.isEmpty ? nil : log.lines.joined(separator: "; "))
  }
}

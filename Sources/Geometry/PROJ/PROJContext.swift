import CPROJ
import Diagnostics

/// A PROJ context made for one operation: its settings, its errors, its connection to PROJ's database.
///
/// Objects made in a context keep it alive. It is not `Sendable`: what uses it stays on one thread at a time.
@safe
final class PROJContext {
  /// The words PROJ printed, for the `cause` of an error.
  private final class Log {
    var lines: [String] = []
  }

  private let handle: OpaquePointer
  private let log: Log

  /// Opens a context without network access, so that results do not depend on a server.
  init() throws(TiankanError) {
    guard let handle = unsafe proj_context_create() else {
      throw TiankanError(
        .installation, "PROJ cannot be started; check that its data (proj.db) is installed")
    }
    unsafe self.handle = handle
    log = Log()
    unsafe proj_context_set_enable_network(handle, 0)
    // `+init=epsg:n` is old but still written by many programs.
    unsafe proj_context_use_proj4_init_rules(handle, 1)
    // SAFETY: the pointer is used only by calls in this context, and `log` lives as long as the context.
    unsafe proj_log_func(handle, Unmanaged.passUnretained(log).toOpaque()) { data, _, text in
      guard let data = unsafe data, let text = unsafe text else { return }
      unsafe Unmanaged<Log>.fromOpaque(data).takeUnretainedValue().lines
        .append(String(cString: text))
    }
  }

  deinit {
    unsafe proj_context_destroy(handle)
  }

  /// The context's pointer, for calls that use it before they return.
  var pointer: OpaquePointer { unsafe handle }

  /// What PROJ said last, and forgets it.
  func takeMessages() -> String? {
    defer { log.lines = [] }
    if !log.lines.isEmpty { return log.lines.joined(separator: "; ") }
    let number = unsafe proj_context_errno(handle)
    guard number != 0, let text = unsafe proj_context_errno_string(handle, number) else {
      return nil
    }
    return unsafe String(cString: text)
  }
}

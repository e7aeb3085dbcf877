import CGDAL
import Diagnostics

/// GDAL as a whole: its one-time registration, and the one function through which every call passes.
///
/// GDAL keeps its error state per thread. `call` and its variants collect what GDAL says during one call on the
/// calling thread and turn a failure into a `TiankanError`, so that no message is lost or blamed on another file.
/// GDAL itself never prints.
enum GDALLibrary {
  /// Registers the drivers once; later calls cost a load. Thread-safe.
  static func prepare() { _ = registration }

  /// The version number as GDAL counts it: 3060200 for 3.6.2.
  static var versionNumber: Int { Int(CGDAL_versionNumber()) }

  private static let registration: Void = {
    unsafe CPLSetErrorHandler(CPLQuietErrorHandler)
    GDALAllRegister()
    // A folder with ten thousand products is listed once per file otherwise; sidecars are probed by name instead.
    unsafe CPLSetConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", "TRUE")
    // A reader holds its own decoded blocks; GDAL's cache serves only the formats read through it.
    GDALSetCacheMax64(64 << 20)
  }()

  /// Sets one of GDAL's configuration options for the whole process, or clears it with `nil`.
  ///
  /// Meant for program start (`OGR_CURRENT_DATE`, credentials of object stores); not while other threads read.
  static func setOption(_ name: String, _ value: String?) {
    prepare()
    if let value {
      unsafe CPLSetConfigOption(name, value)
    } else {
      unsafe CPLSetConfigOption(name, nil)
    }
  }

  /// Calls GDAL and throws when `succeeded` says no.
  ///
  /// - Parameters:
  ///   - action: What is being done, for the message: "read block 3, 4".
  ///   - subject: The file or layer concerned.
  ///   - code: The kind of the failure where GDAL's words do not tell.
  ///   - succeeded: Judges the returned value together with what GDAL said.
  ///   - body: The call; it must stay on its thread.
  static func call<Value>(
    _ action: String, on subject: String, failure code: TiankanError.Code,
    succeeded: (Value, GDALErrorLog) -> Bool, _ body: () -> Value
  ) throws(TiankanError) -> Value {
    prepare()
    let log = GDALErrorLog()
    let value = log.collect(body)
    if succeeded(value, log) { return value }
    throw log.error(action, on: subject, failure: code)
  }

  /// Calls a function that returns a status, GDAL's `CPLErr`; warnings pass.
  static func status(
    _ action: String, on subject: String, failure code: TiankanError.Code, _ body: () -> CPLErr
  ) throws(TiankanError) {
    _ = try call(
      action, on: subject, failure: code,
      succeeded: { status, _ in status.rawValue < CE_Failure.rawValue }, body)
  }

  /// Calls a function that returns a status, OGR's `OGRErr`.
  static func ogrStatus(
    _ action: String, on subject: String, failure code: TiankanError.Code, _ body: () -> OGRErr
  ) throws(TiankanError) {
    _ = try call(
      action, on: subject, failure: code, succeeded: { status, _ in status == OGRERR_NONE }, body)
  }

  /// Calls a function that returns a handle, `nil` on failure.
  static func handle(
    _ action: String, on subject: String, failure code: TiankanError.Code,
    _ body: () -> UnsafeMutableRawPointer?
  ) throws(TiankanError) -> UnsafeMutableRawPointer {
    let found = unsafe try call(
      action, on: subject, failure: code, succeeded: { value, _ in unsafe value != nil }, body)
    guard let found = unsafe found else {
      throw TiankanError(.bug, "GDAL returned no handle without an error", subject: subject)
    }
    return unsafe found
  }

  /// Calls a function that returns nothing and reports failures by its messages alone, such as closing a file.
  static func finish(
    _ action: String, on subject: String, failure code: TiankanError.Code, _ body: () -> Void
  ) throws(TiankanError) {
    try call(action, on: subject, failure: code, succeeded: { _, log in !log.hasFailure }, body)
  }
}

/// What went wrong, in the one form that every module throws.
///
/// An error says what happened, to which file or layer, and what the reader can do about it. The code is
/// stable and meant for programs; the message is meant for people. A library's own words (GDAL, libtiff,
/// GEOS, PROJ) travel along as `cause`.
///
/// ```swift
/// throw TiankanError(
///   .missingCRS, "the layer has no coordinate reference system; add a .prj file or state one",
///   subject: "parcels.shp")
/// ```
public struct TiankanError: Error, Hashable, Sendable {
  /// What kind of failure this is; decides the exit status of a command.
  public var code: Code

  /// What happened and what to do about it, as one sentence without a full stop.
  public var message: String

  /// The file, layer, band or option concerned.
  public var subject: String?

  /// What the library or system underneath said.
  public var cause: String?

  /// Creates an error.
  public init(_ code: Code, _ message: String, subject: String? = nil, cause: String? = nil) {
    self.code = code
    self.message = message
    self.subject = subject
    self.cause = cause
  }
}

extension TiankanError: CustomStringConvertible {
  /// `subject: message (cause)`, the line a user reads.
  public var description: String {
    var line = ""
    if let subject { line += "\(subject): " }
    line += message
    if let cause, !cause.isEmpty { line += " (\(cause))" }
    return line
  }
}

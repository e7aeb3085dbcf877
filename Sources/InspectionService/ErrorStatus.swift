public import Diagnostics

/// The HTTP status of every error code. One table; no route decides a status by itself.
///
/// The counterpart of the table of exit statuses that the commands have.
public enum ErrorStatus {
  /// The status for a code (RFC 9110 section 15).
  public static func status(of code: TiankanError.Code) -> Int {
    switch code {
    case .usage, .malformed: 400
    case .permission: 403
    case .notFound: 404
    case .locked: 409
    case .corrupt, .unsupportedFormat, .unrecognised, .missingBand, .missingQuality, .missingCRS,
      .insufficientData,
      .unsuitableCRS, .notOrthorectified, .unknownScaling, .unknownDate, .noOverlap, .misregistered,
      .empty,
      .invalidGeometry:
      422
    case .notBuilt: 501
    case .diskFull: 507
    default: 500
    }
  }
}

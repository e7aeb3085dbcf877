import Diagnostics

extension TiankanError {
  /// Whether an error concerns the files of one scene, so that a report can go on without it and say so.
  var isUnreadable: Bool {
    [.notFound, .permission, .corrupt, .unsupportedFormat, .missingBand].contains(code)
  }
}

import Diagnostics
import Foundation

/// Folders for results.
enum OutputFolder {
  /// Makes a folder and its parents; an existing one is left as it is.
  static func make(_ path: String) throws(TiankanError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch let error as CocoaError where error.code == .fileWriteNoPermission {
      throw TiankanError(.permission, "the folder cannot be made; check its rights", subject: path)
    } catch {
      throw TiankanError(
        .outputFailed, "the folder cannot be made", subject: path, cause: "\(error)")
    }
  }
}

import Diagnostics
import Foundation

/// Writes a whole file or nothing: into a new file beside it, onto the disk, then renamed over the old one.
func writeAtomically(_ bytes: [UInt8], to path: String) throws(TiankanError) {
  let target = URL(filePath: path)
  let folder = target.deletingLastPathComponent()
  let temporary = folder.appending(
    path: ".\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).partial")
  do {
    try Data(bytes).write(to: temporary)
    let handle = try FileHandle(forUpdating: temporary)
    try handle.synchronize()
    try handle.close()
    // SAFETY: both strings are passed as null-terminated copies that live for the call.
    guard unsafe rename(temporary.path, target.path) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
  } catch {
    try? FileManager.default.removeItem(at: temporary)
    throw failure(error, path: path)
  }
}

private func failure(_ error: any Error, path: String) -> TiankanError {
  switch (error as? CocoaError)?.code {
  case .fileWriteOutOfSpace:
    TiankanError(
      .diskFull, "the disk is full; free some space and run again", subject: path,
      cause: "\(error)")
  case .fileWriteNoPermission:
    TiankanError(
      .permission, "the folder may not be written to; choose another output", subject: path,
      cause: "\(error)")
  case .fileNoSuchFile:
    TiankanError(
      .notFound, "the folder of the output does not exist; create it", subject: path,
      cause: "\(error)")
  default:
    TiankanError(
      .outputFailed, "the file could not be written", subject: path, cause: "\(error)")
  }
}

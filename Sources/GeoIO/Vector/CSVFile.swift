public import Diagnostics

/// A table of comma-separated values being written; it appears under its name only when `finish` succeeds.
public struct CSVFile: ~Copyable {
  private let output: TemporaryOutput
  private let file: BufferedFile

  /// Starts the file.
  ///
  /// - Throws: `.notFound` for a missing folder, `.permission`, `.diskFull`, `.outputFailed`.
  public init(creating path: String) throws(TiankanError) {
    let output = try TemporaryOutput(for: path)
    let file = try BufferedFile(creating: output.temporaryPath, subject: path)
    self.output = output
    self.file = file
  }

  /// Appends rows.
  public mutating func write(_ rows: CSVRows) throws(TiankanError) {
    try file.append { buffer in buffer.append(contentsOf: rows.bytes) }
  }

  /// Completes the file and puts it in its place.
  ///
  /// - Throws: `.diskFull`, `.permission`, `.outputFailed`; an existing file is then as it was.
  public consuming func finish() throws(TiankanError) {
    try file.flush()
    try output.commit()
  }
}

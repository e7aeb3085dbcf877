public import Diagnostics
import Foundation

/// Keeps results from being written over what they are made of, and over each other.
public enum OutputConflict {
  /// Checks the files a command is about to write.
  ///
  /// Files are told apart by what they are on the disk, so a link or another spelling of a path is no way around.
  ///
  /// - Throws: `.usage` where an output is an input, or two outputs are one file.
  public static func check(outputs: [String], inputs: [String]) throws(TiankanError) {
    let read = Set(inputs.map(identity))
    var written: Set<String> = []
    for output in outputs {
      let identity = identity(output)
      guard !read.contains(identity) else {
        throw TiankanError(
          .usage, "this file is one of the inputs and would be lost; choose another output",
          subject: output)
      }
      guard written.insert(identity).inserted else {
        throw TiankanError(
          .usage, "two outputs have the same name; choose another for one", subject: output)
      }
    }
  }

  /// What makes a file this one: its place on the disk, or where it would lie.
  private static func identity(_ path: String) -> String {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(filePath: path).resolvingSymlinksInPath().path)
    if let file = attributes?[.systemFileNumber] as? Int,
      let device = attributes?[.systemNumber] as? Int
    {
      return "\(device):\(file)"
    }
    let url = URL(filePath: path)
    let folder = url.deletingLastPathComponent().resolvingSymlinksInPath()
    return folder.appending(path: url.lastPathComponent).path
  }
}

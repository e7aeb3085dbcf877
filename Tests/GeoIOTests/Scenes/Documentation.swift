import Foundation
import TestSupport
import Testing

/// The examples of the documentation, so that they are tested as they stand.
enum Documentation {
  /// The first YAML block after the comment `<!-- example: NAME -->` in `docs/formats.md`.
  static func block(after name: String) throws -> String {
    let file = TestData.packageRoot.appending(path: "docs/formats.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let rest = try #require(
      text.components(separatedBy: "<!-- example: \(name) -->").dropFirst().first)
    let block = try #require(rest.components(separatedBy: "```yaml\n").dropFirst().first)
    return try #require(block.components(separatedBy: "```").first)
  }
}

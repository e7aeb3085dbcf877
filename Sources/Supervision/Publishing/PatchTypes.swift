public import Diagnostics
import Foundation

/// Which type of monitoring patch (监测图斑类型 TBLX) a finding is exported as: data, because no document fixes it.
public struct PatchTypes: Sendable {
  /// A type.
  public struct Entry: Hashable, Sendable {
    /// The code, TBLX.
    public var code: String
    /// Its Chinese name.
    public var name: String
    /// Whether it is counted beside the totals of construction.
    public var isApart: Bool
  }

  private let entries: [String: Entry]
  private let standard: Entry
  private let provisional: Entry

  /// Reads the types that come with the program.
  public static func builtIn() throws(TiankanError) -> PatchTypes {
    try PatchTypes(
      reading: ResourceFolder.find("vocabulary", of: "Supervision", holding: "patches.yaml")
        .appending(path: "patches.yaml").path)
  }

  /// Reads a file of types.
  ///
  /// - Throws: `.notFound`; `.usage` for what is wrong in it.
  public init(reading file: String) throws(TiankanError) {
    let text: String
    do {
      text = try String(contentsOfFile: file, encoding: .utf8)
    } catch {
      throw TiankanError(
        .notFound, "the file of patch types cannot be read as UTF-8 text", subject: file,
        cause: "\(error)")
    }
    var root = try PolicyMapping(text: text, file: file)
    func entry(
      _ mapping: PolicyMapping?, _ name: String
    ) throws(TiankanError) -> Entry {
      guard var mapping else { throw root.problem(name, "this entry is missing") }
      let entry = Entry(
        code: try mapping.required("code"), name: try mapping.required("zh"),
        isApart: try mapping.text("apart") == "true")
      try mapping.finish()
      return entry
    }
    let first = try root.mapping("default")
    let second = try root.mapping("provisional_construction")
    standard = try entry(first, "default")
    provisional = try entry(second, "provisional_construction")
    guard var types = try root.mapping("types") else {
      throw root.problem("types", "this list is missing")
    }
    var entries: [String: Entry] = [:]
    for name in types.names {
      let one = try types.mapping(name)
      entries[name] = try entry(one, name)
    }
    self.entries = entries
    try root.finish()
  }

  /// The type of a clue: construction that is not confirmed is earth that moved.
  public subscript(clue: MonitoredClue) -> Entry {
    guard let entry = entries[clue.finding] ?? entries[clue.key.kind.rawValue] else {
      return standard
    }
    let isOpen = clue.key.kind == .construction && clue.confirmedDate == nil
    return isOpen ? provisional : entry
  }
}

public import Diagnostics
import Foundation
public import Imagery

/// All rule sets at hand: those that come with the program, and files of a province.
public struct RuleLibrary: Sendable {
  /// The sets, by name.
  public private(set) var sets: [RuleSet]

  /// Creates a library of some sets.
  ///
  /// - Throws: `.usage` for two sets of one name.
  public init(_ sets: [RuleSet]) throws(TiankanError) {
    self.sets = sets.sorted { $0.name < $1.name }
    for (one, next) in zip(self.sets, self.sets.dropFirst()) where one.name == next.name {
      throw TiankanError(.usage, "two rule sets have this name; rename one", subject: one.name)
    }
  }

  /// Reads the built-in sets and the given files; a file replaces a built-in set of its name.
  ///
  /// - Throws: `.notFound` for a file that cannot be read, `.usage` for what is wrong in it, `.installation`.
  public static func load(files: [String] = []) throws(TiankanError) -> RuleLibrary {
    let folder = try ResourceFolder.find("rules", of: "Supervision", holding: "policy")
      .appending(path: "policy")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var found: [String: RuleSet] = [:]
    for name in names.sorted() where name.hasSuffix(".yaml") {
      let set = try read(folder.appending(path: name).path)
      found[set.name] = set
    }
    guard !found.isEmpty else {
      throw TiankanError(
        .installation, "the rule sets of the installation are missing; install again",
        subject: folder.path)
    }
    for file in files {
      let set = try read(file)
      found[set.name] = set
    }
    return try RuleLibrary(Array(found.values))
  }

  /// Reads the rule set of a file.
  public static func read(_ file: String) throws(TiankanError) -> RuleSet {
    let text: String
    do {
      text = try String(contentsOfFile: file, encoding: .utf8)
    } catch {
      throw TiankanError(
        .notFound, "the rule file cannot be read as UTF-8 text", subject: file, cause: "\(error)")
    }
    return try RuleSet(yaml: text, name: file)
  }

  /// A set by its name.
  ///
  /// - Throws: `.usage`, with the names that are there.
  public func set(_ name: String) throws(TiankanError) -> RuleSet {
    guard let set = sets.first(where: { $0.name == name }) else {
      throw TiankanError(
        .usage,
        "there is no rule set of this name; there are \(sets.map(\.name).joined(separator: ", "))",
        subject: name)
    }
    return set
  }

  /// The sets that hold in a place on a day, the narrowest jurisdiction first.
  ///
  /// Drafts and expired documents are left out unless asked for: they are looked at, not applied.
  ///
  /// - Parameters:
  ///   - place: The code of the county or township.
  ///   - day: The day that selects, such as that of the plan's approval.
  ///   - statuses: Which documents count.
  public func holding(
    in place: String, on day: CalendarDate, statuses: Set<RuleSet.Status> = [.inForce]
  ) -> [RuleSet] {
    sets.filter { statuses.contains($0.status) && $0.holds(in: place, on: day) }
      .sorted {
        $0.jurisdiction.count != $1.jurisdiction.count
          ? $0.jurisdiction.count > $1.jurisdiction.count : $0.name < $1.name
      }
  }

  /// The rule of an identifier that holds in a place on a day: that of the narrowest jurisdiction.
  public func rule(
    _ id: String, in place: String, on day: CalendarDate,
    statuses: Set<RuleSet.Status> = [.inForce]
  ) -> (set: RuleSet, rule: Rule)? {
    for set in holding(in: place, on: day, statuses: statuses) {
      if let rule = set[id] { return (set, rule) }
    }
    return nil
  }
}

import ArgumentParser
import Diagnostics
import LedgerStore
import Supervision

/// `tiankan register show`: what the register holds, or one record.
struct RegisterShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract:
      "Show what the register holds: counts and revisions, a project with its parts, or a record.")

  @Argument(help: "A record: project:ID, unit:ID, plot:ID … (default: the whole register).")
  var record: String?

  @OptionGroup var source: RegisterOption

  @Option(help: "The register as it stood at a revision (default: the last).")
  var revision: Int?

  @Flag(help: "Print all versions of the record.")
  var history = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let store = try RegisterStore(opening: try source.address())
      let vocabulary = try RegisterVocabulary.builtIn()
      guard let record else {
        let register = try store.read(revision: revision)
        let summary = RegisterSummary(register, try store.revisions(), vocabulary)
        try StandardStreams.print(
          json ? try JSONText.encode(summary) : summary.lines.joined(separator: "\n"))
        return []
      }
      let key = try Self.key(record)
      if history {
        let versions = try store.history(of: key)
        guard !versions.isEmpty else { throw Self.missing(key) }
        let shown = versions.map {
          RegisterVersionLine($0.record, from: $0.from, to: $0.to, vocabulary)
        }
        try StandardStreams.print(
          json ? try JSONText.encode(shown) : shown.flatMap(\.lines).joined(separator: "\n"))
        return []
      }
      let register = try store.read(revision: revision)
      guard let found = register[key] else { throw Self.missing(key) }
      let shown = RegisterRecordDocument(
        found, in: register, vocabulary, library: try source.library())
      try StandardStreams.print(
        json ? try JSONText.encode(shown) : shown.lines.joined(separator: "\n"))
      return []
    }
  }

  private static func missing(_ key: RegisterRecord.Key) -> TiankanError {
    TiankanError(
      .notFound, "there is no such record; tiankan register show lists what there is",
      subject: "\(key)")
  }

  /// `project:XM001`.
  static func key(_ text: String) throws(TiankanError) -> RegisterRecord.Key {
    guard let mark = text.firstIndex(of: ":"), let kind = RegisterKind(rawValue: "\(text[..<mark])")
    else {
      throw TiankanError(
        .usage,
        "write KIND:ID with a kind of \(RegisterKind.allCases.map(\.rawValue).joined(separator: ", "))",
        subject: text)
    }
    return RegisterRecord.Key(kind, String(text[text.index(after: mark)...]))
  }
}

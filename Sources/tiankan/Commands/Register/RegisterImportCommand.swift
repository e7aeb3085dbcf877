import ArgumentParser
import Diagnostics
import Foundation
import Imagery
import LedgerStore
import Logging
import Monitoring
import Supervision

/// `tiankan register import`: proposes what the register would become, and confirms it.
struct RegisterImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Propose an import, or confirm it with the code that the proposal printed.")

  @Argument(help: "The mapping file (YAML).")
  var mapping: String

  @OptionGroup var source: RegisterOption

  @Option(
    help: ArgumentHelp(
      "Make the proposal with this code the next revision.", valueName: "code"))
  var confirm: String?

  @Option(help: "Who confirms.")
  var person: String?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    if confirm != nil, person?.contains(where: { !$0.isWhitespace }) != true {
      throw ValidationError("--confirm needs --person: the register keeps who confirmed")
    }
  }

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      let address = try source.address()
      let library = try source.library()
      let mapping = try RegisterMapping(reading: mapping)
      let importer = try RegisterImport(mapping, library: library)
      let exists = try RegisterStore.exists(at: address)
      guard let confirm else {
        let base = exists ? try RegisterStore(opening: address).read() : try empty(mapping)
        let outcome = try importer.propose(to: base)
        try show(outcome, confirmed: nil, console)
        return outcome.proposal.refusals
      }
      if !exists {
        // Looked at before anything is made: a wrong code leaves no file behind.
        try check(confirm, try importer.propose(to: try empty(mapping)))
      }
      let store =
        exists
        ? try RegisterStore(opening: address, access: .writing)
        : try RegisterStore.create(at: address, crs: try crs(mapping))
      let outcome = try importer.propose(to: try store.read())
      try check(confirm, outcome)
      let proposal = outcome.proposal
      let revision = RegisterRevision(
        number: proposal.result.revision, time: BatchOffice.time(Date.now), person: person ?? "",
        program: "tiankan \(ProgramVersion.current)", code: outcome.code,
        sources: outcome.sources,
        ruleSets: Dictionary(
          library.sets.map { ("\($0.name) \($0.version)", SHA256.of($0.text.utf8)) }
        ) { $1 },
        added: proposal.added.count, changed: proposal.changed.count,
        withdrawn: proposal.withdrawn.count, refused: proposal.refusals.count)
      try store.apply(proposal, as: revision)
      try show(outcome, confirmed: revision, console)
      return proposal.refusals
    }
  }

  private func check(
    _ code: String, _ outcome: RegisterImport.Outcome
  ) throws(TiankanError) {
    guard outcome.code == code else {
      throw TiankanError(
        .usage,
        "this is not the code of the proposal as it is now (\(outcome.code)); look at it again without --confirm",
        subject: code)
    }
    guard !outcome.proposal.isEmpty else {
      throw TiankanError(.usage, "nothing would change; there is nothing to confirm", subject: code)
    }
  }

  private func crs(_ mapping: RegisterMapping) throws(TiankanError) -> CoordinateReferenceSystem {
    guard let crs = mapping.crs else {
      throw TiankanError(
        .usage, "a new register needs a crs in the mapping file, such as EPSG:4548",
        subject: mapping.file)
    }
    return crs
  }

  private func empty(_ mapping: RegisterMapping) throws(TiankanError) -> Register {
    Register(crs: try crs(mapping))
  }

  private func show(
    _ outcome: RegisterImport.Outcome, confirmed: RegisterRevision?, _ console: Console
  ) throws(TiankanError) {
    for notice in outcome.notices { console.say(.notice, notice) }
    let summary = try RegisterProposalSummary(outcome, confirmed: confirmed)
    try StandardStreams.print(
      json ? try JSONText.encode(summary) : summary.lines.joined(separator: "\n"))
  }
}

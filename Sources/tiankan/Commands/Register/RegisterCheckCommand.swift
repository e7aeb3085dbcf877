import ArgumentParser
import Diagnostics
import Supervision

/// `tiankan register check`: what is to settle in the register.
struct RegisterCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check references, days, areas, gates and outlines of the register.",
    discussion: """
      Lists the same land in two projects, new cropland claimed twice or larger than measured, parts that reach beyond \
      what they belong to, gates out of order, missing plans. Ends with status 1 where something is to settle.
      """)

  @OptionGroup var source: RegisterOption

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let register = try source.read()
      let library = try source.library()
      let findings =
        try RegisterRecordCheck(library).findings(of: register)
        + RegisterLandCheck(library).findings(of: register)
      let vocabulary = try RegisterVocabulary.builtIn()
      let lines = findings.map { RegisterFindingLine($0, in: register, vocabulary) }
      if json {
        try StandardStreams.print(try JSONText.encode(lines))
      } else {
        let errors = findings.count { $0.severity == .error }
        try StandardStreams.print(
          (["待核清 to settle: \(errors), 提示 notices: \(findings.count - errors)"]
            + lines.map(\.text)).joined(separator: "\n"))
      }
      return zip(findings, lines).filter { $0.0.severity == .error }.map { finding, line in
        Refusal(subject: "\(finding.record)", code: .malformed, reason: line.text)
      }
    }
  }
}

import ArgumentParser
import Diagnostics
import Monitoring

/// `tiankan register export`: the register as a GeoPackage that can be imported again.
struct RegisterExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the register as a GeoPackage, with the mapping file that reads it back.")

  @OptionGroup var source: RegisterOption

  @Option(help: "The file, .gpkg; the mapping file gets its name with .yaml.")
  var out: String

  @Option(help: "The register as it stood at a revision (default: the last).")
  var revision: Int?

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      try OutputConflict.check(outputs: [out], inputs: [try source.address()])
      let files = try RegisterExport.write(try source.read(revision: revision), to: out)
      try StandardStreams.print(files.joined(separator: "\n"))
      return []
    }
  }
}

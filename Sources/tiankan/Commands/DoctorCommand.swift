import ArgumentParser
import Diagnostics
import GeoIO
import Imagery
import Monitoring
import Reporting
import Supervision

/// `tiankan doctor`: whether the installation works and inputs can be used, and what to fix.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the installation and inputs; say what to fix.",
    discussion: """
      Without arguments the installation is checked: libraries, drivers, coordinate systems, sensor profiles, texts. \
      Scenes and boundary files given are opened as the other commands would. A configuration is read, printed as it is \
      understood, and its layers are opened.

      Examples:
        tiankan doctor
        tiankan doctor --config county.yaml
        tiankan doctor scene.SAFE --boundaries parcels.shp
      """)

  @Argument(help: "Scenes to check.")
  var scenes: [String] = []

  @Option(
    help: ArgumentHelp("Boundary files to check; may be repeated.", valueName: "file[#layer]"))
  var boundaries: [String] = []

  @OptionGroup var source: ConfigurationOption
  @OptionGroup var boundaryOptions: BoundaryInterpretation
  @OptionGroup var interpretation: SceneInterpretation
  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      var checkup = Checkup()
      checkup.installation()
      for scene in scenes {
        checkup.scene(scene, options: interpretation.options(.only))
      }
      for argument in boundaries {
        checkup.boundaries(argument, options: try boundaryOptions.options())
      }
      if source.file != nil { try checkup.configuration(try source.load()) }
      if let failure = checkup.installationFailure ?? checkup.printFailure { throw failure }
      return checkup.refusals
    }
  }
}

/// The checks of `doctor`: each prints one line.
private struct Checkup {
  private(set) var refusals: [Refusal] = []
  private(set) var installationFailure: TiankanError?
  private(set) var printFailure: TiankanError?

  mutating func installation() {
    say("tiankan \(ProgramVersion.current)")
    for item in InstallationCheck.libraries() {
      say("  ok    \(item.name) \(item.detail)")
    }
    for item in InstallationCheck.drivers() {
      say("  \(item.isPresent ? "ok   " : "none ") \(item.name): \(item.detail)")
    }
    check("coordinate systems") { () throws(TiankanError) -> String in
      try InstallationCheck.coordinateSystems()
    }
    check("sensor profiles") { () throws(TiankanError) -> String in
      let library = try SensorProfileLibrary()
      return library.profiles.map(\.name).joined(separator: ", ")
    }
    check("vocabulary") { () throws(TiankanError) -> String in
      _ = try Vocabulary.builtIn()
      return "zh, en"
    }
    check("report texts") { () throws(TiankanError) -> String in
      for language in ReportLanguage.allCases { _ = try ReportTexts.load(language) }
      return ReportLanguage.allCases.map(\.rawValue).joined(separator: ", ")
    }
  }

  mutating func scene(_ argument: String, options: SceneOptions) {
    do throws(TiankanError) {
      let library = try SensorProfileLibrary()
      let scene = try SceneRecognizer(library: library).scene(at: argument, options: options)
      say("  ok    \(argument): \(scene.acquisition)")
      for (role, band) in scene.bands.sorted(by: { $0.key < $1.key }) {
        let scaling = band.scaling
        say(
          "          \(role.rawValue) = \(band.name), (DN + \(scaling.offset)) × \(scaling.unit), "
            + "\(band.grid.columns) × \(band.grid.rows) in \(band.grid.crs)")
      }
      say("          quality layer: \(scene.quality?.source.name ?? "none")")
      for notice in scene.notices { say("          notice: \(notice)") }
    } catch {
      refuse(error, argument)
    }
  }

  mutating func boundaries(_ argument: String, options: BoundaryOptions) {
    do throws(TiankanError) {
      let layer = try BoundaryReader.read(argument, options: options)
      let fields = layer.fields.map(\.name).joined(separator: ", ")
      say(
        "  ok    \(argument): \(layer.features.count) features in \(layer.crs); fields \(fields)")
      for notice in layer.notices { say("          notice: \(notice)") }
      refusals += layer.refusals
    } catch {
      refuse(error, argument)
    }
  }

  /// Prints a configuration as it is understood, and opens what it names.
  mutating func configuration(_ configuration: Configuration) throws(TiankanError) {
    say("  ok    \(configuration.file), resolved:")
    for line in configuration.resolvedLines { say("          \(line)") }
    _ = try MonitorRules(configuration)
    for (role, layer) in configuration.layers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      if role == .minePlan {
        table(layer.source, fields: layer.fields)
      } else if role != .dem {
        boundaries(layer.source, options: layer.options)
      }
      if let fallow = layer.fallow { table(fallow.source, fields: fallow.fields) }
    }
  }

  private mutating func table(_ source: String, fields: [String: String]) {
    do throws(TiankanError) {
      let table = try AttributeTable(reading: source)
      for name in fields.values.sorted() { try table.require(name, subject: source) }
      let names = table.fields.map(\.name).joined(separator: ", ")
      say("  ok    \(source): \(table.rows.count) rows; fields \(names)")
    } catch {
      refuse(error, source)
    }
  }

  private mutating func say(_ line: String) {
    do throws(TiankanError) {
      try StandardStreams.print(line)
    } catch {
      printFailure = printFailure ?? error
    }
  }

  private mutating func check(_ name: String, _ body: () throws(TiankanError) -> String) {
    do throws(TiankanError) {
      say("  ok    \(name): \(try body())")
    } catch {
      say("  FAIL  \(name): \(error)")
      installationFailure = installationFailure ?? error
    }
  }

  private mutating func refuse(_ error: TiankanError, _ argument: String) {
    say("  FIX   \(argument): \(error.message)")
    refusals.append(Refusal(error, subject: argument))
  }
}

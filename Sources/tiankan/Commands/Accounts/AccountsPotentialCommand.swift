import ArgumentParser
import Diagnostics
import GeoIO
import Monitoring
import Reporting
import Supervision

/// `tiankan accounts potential`: the potential survey.
struct AccountsPotentialCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "potential",
    abstract: "Potential survey (整治潜力调查): parcels by what they could be treated for, ranked.",
    discussion: """
      Reads a layer of the survey (DLTB with DLBM and ZZSXDM): restorable orchards, woods and ponds and land that is not \
      cultivated (恢复), village and mining land (复垦), grassland and bare soil (开发), industrial, storage and commercial land (低效: --look says \
      how green it is). Needs an elevation model; land to be farmed that is steeper than 25°, and all inside the red line, is left out and \
      counted. Those beside cropland come first.

      Example:
        tiankan accounts potential dltb.gpkg#DLTB --config county.yaml --dem dem.tif --json
      """)

  @Argument(help: "The layer of the survey, FILE[#layer].")
  var layer: String

  @OptionGroup var register: RegisterOption

  @Option(
    help: ArgumentHelp(
      "The elevation model in metres (default: that of the configuration).", valueName: "raster"))
  var dem: String?

  @Option(
    help: "How many candidates of each kind are looked at in the scenes of the configuration.")
  var look = 0

  @Option(help: "The last day that counts: YYYY-MM-DD (default: today).")
  var on: String?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws { try DayArgument.check(on, "--on") }

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let configuration = try register.configuration()
      guard let model = dem ?? configuration?.layers[.dem]?.source else {
        throw TiankanError(
          .usage, "slopes need an elevation model; give --dem FILE or the layer dem")
      }
      let loaded = try LandUnitLoader.load(layer, options: BoundaryOptions())
      var refusals = loaded.refusals
      var lines: ControlLines?
      if let configuration, configuration.layers[.controlLines] != nil {
        lines = try ControlLines(configuration)
        refusals += lines?.refusals ?? []
      }
      var survey = try PotentialSurvey(
        loaded.units, redLine: lines?.units[.redLine] ?? [],
        model: ElevationModel(opening: model), kinds: Set(LandPotential.Kind.allCases),
        library: try register.library())
      if look > 0, let configuration {
        let opened = try SceneSources.open(configuration.scenes)
        refusals += opened.refusals
        try survey.look(at: opened.scenes, until: DayArgument.day(on), most: look)
      }
      let document = survey.document(program: "tiankan \(ProgramVersion.current)")
      try StandardStreams.print(document, document.textLines, json: json)
      return refusals
    }
  }
}

import ArgumentParser
import ChangeDetection
import Diagnostics
import GeoIO
import LandUnits
import Monitoring

/// `tiankan zonal`: statistics of one scene over land units.
struct ZonalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zonal",
    abstract: "Write statistics of spectral indices over land units, a row for each.",
    discussion: """
      Mean, standard deviation, smallest and largest value, percentiles, the number of pixels with data and their share of \
      the covered area. Pixels count by the share that a unit covers (--weights coverage), so that a parcel smaller than a \
      pixel has values too, or as a whole where their centres lie inside (--weights centre). Pixels that the quality layer \
      calls cloud, shadow or snow are left out.

      Examples:
        tiankan zonal scene.SAFE --units land.gpkg#DLTB --index ndvi --out ndvi.csv
        tiankan zonal scene.SAFE --units parcels.shp --index ndvi,bsi --percentiles 10,50,90 --out parcels.gpkg
      """)

  @Argument(help: "The scene.")
  var scene: String

  @Option(
    help: ArgumentHelp(
      "The land units: a vector file or database.", valueName: "file[#layer]"))
  var units: String

  @Option(
    help: "The indices, separated by commas.",
    transform: { (text: String) throws(ValidationError) in try IndexList(parsing: text) })
  var index: IndexList

  @Option(help: "The table: .csv, or .gpkg with the outlines.")
  var out: String

  @Option(
    help: ArgumentHelp(
      "The field that identifies a unit (default: the usual names, such as BSM).",
      valueName: "field"))
  var id: String?

  @Option(help: "How pixels count: coverage or centre.")
  var weights = WeightsName.coverage

  @Option(
    help: "Percentiles from 0 to 100, separated by commas; 'none' for none.",
    transform: { (text: String) throws(ValidationError) in try PercentileList(parsing: text) })
  var percentiles = PercentileList(percents: [25, 50, 75])

  @OptionGroup var boundaryOptions: BoundaryInterpretation
  @OptionGroup var interpretation: SceneInterpretation

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      try OutputConflict.check(
        outputs: [out], inputs: [scene, BoundaryReader.source(of: units)])
      let recognizer = SceneRecognizer(library: try SensorProfileLibrary())
      let request = ZonalRequest(
        scene: try recognizer.scene(at: scene, options: interpretation.options(.only)),
        units: units, boundaries: try boundaryOptions.options(), idField: id,
        indices: index.indices, weights: weights.weights, percentiles: percentiles.percents,
        output: out)
      let report = try ZonalJob(request, in: consoleOptions.makeContext(console)).run()
      if json {
        try StandardStreams.print(try JSONText.encode(report))
      } else {
        try StandardStreams.print(
          """
          地块 units: \(report.units), \(report.unitsWithData) with data, \(report.unitsOutside) beside the scene
          blocks: \(report.blocks), \(report.skippedBlocks) without a unit and not decoded
          \(report.file)
          """)
      }
      return report.refusals
    }
  }
}

/// The value of `--weights`.
enum WeightsName: String, ExpressibleByArgument, CaseIterable {
  case coverage, centre

  /// The weights in the job's terms.
  var weights: ZoneSampler.Weights { self == .coverage ? .coverage : .centre }
}

/// The value of `--percentiles`: percents separated by commas, ascending.
struct PercentileList {
  var percents: [Int]

  init(percents: [Int]) { self.percents = percents }

  init(parsing text: String) throws(ValidationError) {
    percents = []
    if text.lowercased() == "none" { return }
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let percent = Int(part), (0...100).contains(percent) else {
        throw ValidationError("--percentiles takes whole numbers from 0 to 100, such as 10,50,90")
      }
      if !percents.contains(percent) { percents.append(percent) }
    }
    percents.sort()
  }
}

import ArgumentParser
import ChangeDetection
import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery
import LandUnits
import Logging
import Monitoring

/// `tiankan diff`: what changed between two scenes, and in which land units.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Find what changed between two scenes.",
    discussion: """
      BEFORE and AFTER are STAC items, product folders (.SAFE, Landsat), folders of one-band GeoTIFFs named by band, \
      or multi-band GeoTIFFs with a sidecar or --sensor. The result lies on the grid of AFTER.

      Examples:
        tiankan diff before.SAFE after.SAFE --out clues.gpkg --boundaries parcels.gpkg#DLTB
        tiankan diff 2016/ 2018/ --dn-offset 0 --dates 2016-12-09,2018-03-09 --out clues.geojson --mask mask.tif
        tiankan diff a.tif b.tif --sensor gf1-pms --out clues.gpkg
      """)

  @Argument(help: "The earlier scene.")
  var before: String

  @Argument(help: "The later scene.")
  var after: String

  @Option(help: "The file of clues: .gpkg or .geojson.")
  var out: String

  @Option(help: "The change mask as GeoTIFF: 1 changed, 0 not, 255 no data.")
  var mask: String?

  @Option(
    help: ArgumentHelp(
      "Land units to overlay: a vector file or database; may be repeated.",
      valueName: "file[#layer]"))
  var boundaries: [String] = []

  @Option(
    help: ArgumentHelp(
      "The area to compare, as polygons; blocks outside are not read. The whole scene if not given.",
      valueName: "file[#layer]"))
  var supervised: String?

  @OptionGroup var boundaryOptions: BoundaryInterpretation
  @OptionGroup var interpretation: SceneInterpretation

  @Option(
    help: "The acquisition dates where the files do not say them: BEFORE,AFTER as YYYY-MM-DD.")
  var dates: StatedDates?

  @Option(
    help: """
      The method: \(ChangeMethods.names.joined(separator: ", ")). By default the first whose bands exist, and index for \
      scenes of less than 65536 pixels.
      """)
  var method: String?

  @Option(help: "The minimum mapping unit in square metres.")
  var minimumArea = ChangeSettings().minimumMappingUnit

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    guard minimumArea > 0, minimumArea.isFinite else {
      throw ValidationError("--minimum-area takes a positive number of square metres")
    }
    if let mask, !mask.lowercased().hasSuffix(".tif"), !mask.lowercased().hasSuffix(".tiff") {
      throw ValidationError("--mask is a GeoTIFF: its name must end in .tif or .tiff")
    }
  }

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      let report = try compare(console)
      try StandardStreams.print(
        json ? try report.json() : report.text(output: out, mask: mask))
      return report.refusals
    }
  }

  /// The method of choice for two scenes: on small ones the sample does not suffice for mixtures of many components.
  private static func method(for before: Scene, _ after: Scene) -> String {
    let grid = after.grid(for: SurpriseModel.roles)
    guard let grid, grid.columns * grid.rows >= 4 * SurpriseModel.sampleSize else {
      return IndexChangeMethod.name
    }
    return ChangeMethods.preferred(for: before.roles.intersection(after.roles))
  }

  private func compare(_ console: Console) throws(TiankanError) -> DiffReport {
    let context = consoleOptions.makeContext(console)
    let recognizer = SceneRecognizer(library: try SensorProfileLibrary())
    let beforeScene = try recognizer.scene(
      at: before, options: interpretation.options(.before, date: dates?.before))
    let afterScene = try recognizer.scene(
      at: after, options: interpretation.options(.after, date: dates?.after))
    var settings = ChangeSettings()
    settings.minimumMappingUnit = minimumArea
    try OutputConflict.check(
      outputs: [out] + (mask.map { [$0] } ?? []),
      inputs: beforeScene.files + afterScene.files
        + (boundaries + [supervised].compactMap(\.self)).map { BoundaryReader.source(of: $0) })
    var request = DiffRequest(
      before: beforeScene, after: afterScene,
      method: method ?? Self.method(for: beforeScene, afterScene),
      settings: settings, output: out,
      mask: mask, programVersion: ProgramVersion.current)
    for argument in boundaries {
      let loaded = try LandUnitLoader.load(argument, options: try boundaryOptions.options())
      request.landUnits += loaded.units
      request.refusals += loaded.refusals
      request.notices += loaded.notices
    }
    if let supervised {
      let loaded = try LandUnitLoader.load(supervised, options: try boundaryOptions.options())
      request.supervised = loaded.units
      request.refusals += loaded.refusals
      request.notices += loaded.notices
    }
    return try DiffJob(request, in: context).run()
  }
}

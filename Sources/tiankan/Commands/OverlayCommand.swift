import ArgumentParser
import Diagnostics
import GeoIO
import Geometry
import Logging
import Monitoring

/// `tiankan overlay`: how much of each land unit lies in each of some layers.
struct OverlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overlay",
    abstract: "Write how much of each land unit lies in each of some layers, as CSV.",
    discussion: """
      Areas are on the ellipsoid, in square metres. Units and layers may be in any CRS; units in the first one's are not moved.

      Examples:
        tiankan overlay plots.gpkg --layer basic=lines.gpkg#永农 --layer red=lines.gpkg#红线 --out areas.csv
      """)

  @Argument(help: ArgumentHelp("The land units.", valueName: "file[#layer]"))
  var units: String

  @Option(
    name: .customLong("layer"),
    help: ArgumentHelp(
      "A layer and the name of its column; may be repeated.", valueName: "name=file[#layer]"))
  var layers: [String]

  @Option(help: "The table, .csv.")
  var out: String

  @OptionGroup var boundaryOptions: BoundaryInterpretation

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      var named: [(name: String, source: String)] = []
      for layer in layers {
        guard let mark = layer.firstIndex(of: "="), mark != layer.startIndex else {
          throw TiankanError(.usage, "write NAME=FILE[#LAYER]", subject: layer)
        }
        let name = String(layer[..<mark])
        guard !named.contains(where: { $0.name == name }) else {
          throw TiankanError(.usage, "two layers have this name", subject: name)
        }
        named.append((name, String(layer[layer.index(after: mark)...])))
      }
      guard out.lowercased().hasSuffix(".csv") else {
        throw TiankanError(.usage, "the table must end in .csv", subject: out)
      }
      try OutputConflict.check(
        outputs: [out], inputs: ([units] + named.map(\.source)).map(BoundaryReader.source))
      let request = OverlayJob.Request(
        units: units, layers: named, boundaries: try boundaryOptions.options(), output: out)
      let report = try OverlayJob(request, in: consoleOptions.makeContext(console)).run()
      for notice in report.notices { console.say(.notice, notice) }
      let lines = report.layers.map { layer in
        "  \(layer.name): \(layer.features) features, \(layer.touched) units, \(AreaUnits.muText(squareMetres: layer.squareMetres)) 亩"
      }
      try StandardStreams.print(
        (["地块 units: \(report.units)"] + lines + [out]).joined(separator: "\n"))
      return report.refusals
    }
  }
}

import ArgumentParser
import Diagnostics
import Geometry
import Monitoring
import Reporting

/// `tiankan batch pack`: what inspectors take along.
struct BatchPackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract:
      "Make the pack for the field (外业核查包): route, form, receiver file, evidence pages.",
    discussion: """
      The pack is made of the frozen snapshot. Stops are in the order of a short way as the crow flies; positions are in \
      CGCS2000, WGS 84 and the 3° zone. The filled form comes back with batch feedback, with photos.

      Example:
        tiankan batch pack 350582-2026-001 --config county.yaml --out pack --start 118.55,24.80
      """)

  @Argument(help: "The number of the batch.")
  var batch: String

  @OptionGroup var source: ConfigurationOption

  @Option(help: ArgumentHelp("The folder to make.", valueName: "folder"))
  var out: String

  @Option(
    help: ArgumentHelp(
      "Where the way starts, longitude and latitude in CGCS2000 (default: the northernmost clue).",
      valueName: "lon,lat"),
    transform: { (text: String) throws(ValidationError) in
      let parts = text.split(separator: ",").compactMap { Double($0) }
      guard parts.count == 2, parts[0].magnitude <= 180, parts[1].magnitude <= 90 else {
        throw ValidationError("--start takes longitude and latitude, such as 118.55,24.80")
      }
      return Coordinate(x: parts[0], y: parts[1])
    })
  var start: Coordinate?

  @Option(help: "The language of the page: zh or en.")
  var lang = ReportLanguageOption.zh

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let office = try BatchOffice(source)
      let number = try BatchOffice.number(batch)
      let pack = try FieldPack.write(
        office.desk.folder(of: number), to: out, from: start, language: lang.language)
      let lines = pack.stops.map { stop in
        "\(stop.order). \(stop.number) \(stop.finding.zh) +\(Int(stop.leg.rounded())) m"
      }
      try StandardStreams.print(
        (["外业核查包 field pack: \(out), \(pack.stops.count) 处 stops, 全程 way \(Int(pack.length)) m"]
          + lines).joined(separator: "\n"))
      return []
    }
  }
}

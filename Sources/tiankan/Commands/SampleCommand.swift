import ArgumentParser
import Diagnostics
import Monitoring

/// `tiankan sample`: units of a map for people to label.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Draw a stratified random sample of a map for people to label.",
    discussion: """
      The map is a raster of classes such as diff --mask writes: 0 unchanged, 1 changed. Each class is a stratum, and so is \
      the ring of --ring pixels around what changed, where what the map missed is likely to lie. Equal maps and seeds give \
      equal samples. The sample is a GeoPackage with the outline of each unit's pixel; the form for the field is a table. \
      Neither shows what the map says, so that the label is independent of it. Write the number of the class that was found \
      (or 变化, 未变化) into `reference` and leave it blank where nothing can be told; then run tiankan assess.

      Examples:
        tiankan sample mask.tif --seed 7 --out sample.gpkg --form sample.xlsx
        tiankan sample mask.tif --seed 7 --standard-error 0.01 --minimum 75 --out sample.gpkg
      """)

  @Argument(help: "The map: a raster of class numbers.")
  var map: String

  @Option(help: "The GeoPackage to write.")
  var out: String

  @Option(help: "The form to fill in: .csv or .xlsx.")
  var form: String?

  @Option(help: "Where the sequence of random numbers starts; state it in reports.")
  var seed: UInt64

  @Option(help: "Units in each stratum (default: 75).")
  var perStratum: Int?

  @Option(
    help: ArgumentHelp(
      "Plan for this standard error of overall accuracy instead, expecting that 70 % of mapped change and 95 % of the rest is right.",
      valueName: "share"))
  var standardError: Double?

  @Option(help: "Units of a rare stratum, at least, with --standard-error.")
  var minimum = 50

  @Option(help: "The width of the ring in pixels; 0 for none.")
  var ring = 3

  @OptionGroup var consoleOptions: ConsoleOptions

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func validate() throws {
    if perStratum != nil, standardError != nil {
      throw ValidationError("--per-stratum and --standard-error exclude each other")
    }
    if let perStratum, !(2...1_000_000).contains(perStratum) {
      throw ValidationError("--per-stratum takes a number from 2 to 1000000")
    }
    if !(2...1_000_000).contains(minimum) {
      throw ValidationError("--minimum takes a number from 2 to 1000000")
    }
    if !(0...100).contains(ring) { throw ValidationError("--ring takes a number from 0 to 100") }
    if let standardError, !(standardError > 0 && standardError < 0.5) {
      throw ValidationError("--standard-error takes a share between 0 and 0.5, such as 0.01")
    }
  }

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      try OutputConflict.check(outputs: [out] + (form.map { [$0] } ?? []), inputs: [map])
      let size: SampleRequest.Size =
        standardError.map { .standardError($0, minimum: minimum) } ?? .perStratum(perStratum ?? 75)
      let report = try SampleJob(
        SampleRequest(map: map, size: size, ring: ring, seed: seed, output: out, form: form),
        in: consoleOptions.makeContext(console)
      ).run()
      try StandardStreams.print(json ? try JSONText.encode(report) : report.text)
      return []
    }
  }
}

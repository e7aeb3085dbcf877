import ArgumentParser
import Diagnostics
import LedgerStore
import Monitoring

/// `tiankan assess`: the accuracy of a map.
struct AssessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assess",
    abstract:
      "Measure the accuracy of a map, with 95 % intervals where it is estimated from a sample.",
    discussion: """
      With a sample of tiankan sample, labelled in the GeoPackage or in its form: error matrix, overall, user's and \
      producer's accuracy, F1 and IoU, and the area of each class with standard errors and 95 % intervals (Olofsson et al. \
      2014; Stehman 2014). A stratum with fewer than two labels is an error, and no interval has zero width.
      With --checks: how often field checks of counties found what clues describe, by kind. It speaks for clues that were not \
      checked only where batches were drawn at random (batch issue --sample).
      With --map and --reference: the same figures for two rasters of one grid, counted over all pixels.

      Examples:
        tiankan assess sample.gpkg --form filled.xlsx
        tiankan assess --checks --config county.yaml
        tiankan assess --map mask.tif --reference labels.tif
        tiankan assess --map mask.tif --reference labels.tif --meaning 1:0,2:1
      """)

  @Argument(help: "The sample that tiankan sample wrote.")
  var sample: String?

  @Option(help: "The form with the labels (default: the sample itself).")
  var form: String?

  @Option(help: "A map: a raster of class numbers.")
  var map: String?

  @Option(help: "The reference: a raster of class numbers on the same grid.")
  var reference: String?

  @Option(
    help: ArgumentHelp(
      "What numbers of the reference mean, such as 1:0,2:1; others mean themselves.",
      valueName: "number:class,…"),
    transform: { (text: String) throws(ValidationError) in try ClassMeanings(parsing: text) })
  var meaning = ClassMeanings(classes: [:])

  @Flag(help: "Count the field checks of the ledger.")
  var checks = false

  @Option(help: ArgumentHelp("With --checks: the ledger.", valueName: "address"))
  var ledger: String?

  @Option(
    help: ArgumentHelp(
      "With --checks: the configuration (default: $TIANKAN_CONFIG), where no ledger is given.",
      valueName: "file"))
  var config: String?

  @Option(help: "With --checks: only this county.")
  var county: String?

  @Flag(help: "Print the figures as JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    let isSample = sample != nil && map == nil && reference == nil
    let isCensus = sample == nil && map != nil && reference != nil && form == nil
    let isChecks = checks && sample == nil && map == nil && reference == nil && form == nil
    guard isChecks || (!checks && (isSample || isCensus)) else {
      throw ValidationError(
        "give a sample, with or without --form, or --map and --reference, or --checks")
    }
  }

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      if checks {
        try printChecks()
        return []
      }
      let request: AssessRequest =
        if let sample {
          .sample(sample, form: form)
        } else {
          .census(map: map ?? "", reference: reference ?? "", meanings: meaning.classes)
        }
      let report = try AssessJob(request, in: consoleOptions.makeContext(console)).run()
      try StandardStreams.print(json ? try JSONText.encode(report) : report.text)
      return []
    }
  }

  private func printChecks() throws(TiankanError) {
    var address = ledger
    if address == nil, let file = ConfigurationOption.file(stated: config) {
      address = try Configuration(reading: file).ledger
    }
    guard let address else {
      throw TiankanError(.usage, "no ledger is given; give --ledger ADDRESS or --config FILE")
    }
    let accuracy = try CheckedAccuracy(Ledger(opening: address), county: county)
    try StandardStreams.print(
      json ? try JSONText.encode(accuracy) : accuracy.textLines.joined(separator: "\n"))
  }
}

extension CheckedAccuracy {
  /// The figures as lines.
  fileprivate var textLines: [String] {
    func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
    return ["实地核查 field checks"]
      + lines.map { line in
        let interval: String
        if let share = line.share, let lower = line.lower, let upper = line.upper {
          interval = "\(percent(share)) (95 %: \(percent(lower))–\(percent(upper)))"
        } else {
          interval = "-"
        }
        return
          "  \(line.kind): 属实 present \(line.present), 无此变化 absent \(line.absent), 无法判定 undecided \(line.undecided): \(interval)"
      }
  }
}

/// The value of `--meaning`: numbers of a reference and the classes they mean.
struct ClassMeanings {
  var classes: [Int: Int]

  init(classes: [Int: Int]) { self.classes = classes }

  init(parsing text: String) throws(ValidationError) {
    classes = [:]
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
      guard sides.count == 2, let number = sides[0], let meaning = sides[1],
        (0...65_533).contains(number), (0...65_533).contains(meaning), classes[number] == nil
      else {
        throw ValidationError("--meaning takes pairs of whole numbers, such as 1:0,2:1")
      }
      classes[number] = meaning
    }
  }
}

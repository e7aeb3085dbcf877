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
      With --events: clues of a ledger against outlines of what happened: events found (half covered, or an intersection over \
      union of 0.3), clues that are right, false alarms per 100 km² and month with exact intervals, and delays in days. \
      Events that miss a condition of --only do not count, and a clue on one is no false alarm.
      With --map and --reference: the same figures for two rasters of one grid, counted over all pixels.

      Examples:
        tiankan assess sample.gpkg --form filled.xlsx
        tiankan assess --checks --config county.yaml
        tiankan assess --config county.yaml --events sites.gpkg --kind construction --day start
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

  @Option(
    help: ArgumentHelp("Outlines of what happened: a layer of polygons.", valueName: "file[#layer]")
  )
  var events: String?

  @Option(help: "With --events: the kind of clue that should tell them.")
  var kind: MonitoredKind?

  @Option(
    help: ArgumentHelp("With --events: the detection states that count.", valueName: "state,…"))
  var states = DetectionStates.sure

  @Option(
    help: ArgumentHelp(
      "With --events: what an event must have to count; may be repeated.",
      valueName: "column=value"),
    transform: { (text: String) throws(ValidationError) in try EventCondition(parsing: text) })
  var only: [EventCondition] = []

  @Option(
    help: ArgumentHelp("With --events: the column of the day it happened.", valueName: "column"))
  var day = "start"

  @Option(
    help: ArgumentHelp(
      "With --events: the area that was watched (default: the tiles of the configuration).",
      valueName: "file[#layer]"))
  var area: String?

  @Flag(help: "Count the field checks of the ledger.")
  var checks = false

  @Option(
    help: ArgumentHelp(
      "With --checks and --events: the ledger (default: that of the configuration).",
      valueName: "address"))
  var ledger: String?

  @Option(
    help: ArgumentHelp(
      "With --checks and --events: the configuration (default: $TIANKAN_CONFIG).",
      valueName: "file"))
  var config: String?

  @Option(help: "With --checks: only this county.")
  var county: String?

  @Flag(help: "Print the figures as JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    if events != nil {
      guard sample == nil, map == nil, reference == nil, form == nil, !checks, kind != nil else {
        throw ValidationError("--events needs --kind, and neither a sample nor a map nor --checks")
      }
      return
    }
    let isSample = sample != nil && map == nil && reference == nil
    let isCensus = sample == nil && map != nil && reference != nil && form == nil
    let isChecks = checks && sample == nil && map == nil && reference == nil && form == nil
    guard isChecks || (!checks && (isSample || isCensus)) else {
      throw ValidationError(
        "give a sample, with or without --form, or --map and --reference, or --events, or --checks")
    }
  }

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      if checks {
        try printChecks()
        return []
      }
      if let events {
        try printObjects(events)
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

  private func printObjects(_ events: String) throws(TiankanError) {
    guard let kind, let file = ConfigurationOption.file(stated: config) else {
      throw TiankanError(
        .usage, "name a configuration with --config FILE, or set \(ConfigurationOption.variable)")
    }
    var configuration = try Configuration(reading: file)
    if let ledger { configuration.ledger = ledger }
    let report = try ObjectAssessJob(
      ObjectRequest(
        configuration: configuration, events: events,
        conditions: only.map { (column: $0.column, value: $0.value) }, dayColumn: day,
        kind: kind.kind, states: states.states, area: area)
    ).run()
    try StandardStreams.print(json ? try JSONText.encode(report) : report.text)
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

/// A value of `--only`: a column and what it must say.
struct EventCondition {
  var column: String
  var value: String

  init(parsing text: String) throws(ValidationError) {
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2, !sides[0].isEmpty else {
      throw ValidationError("--only takes column=value, such as role=planted")
    }
    column = String(sides[0])
    value = String(sides[1])
  }
}

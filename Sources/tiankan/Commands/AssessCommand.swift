import ArgumentParser
import Diagnostics
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
      With --map and --reference: the same figures for two rasters of one grid, counted over all pixels.

      Examples:
        tiankan assess sample.gpkg --form filled.xlsx
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

  @Flag(help: "Print the figures as JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    let isSample = sample != nil && map == nil && reference == nil
    let isCensus = sample == nil && map != nil && reference != nil && form == nil
    guard isSample || isCensus else {
      throw ValidationError("give a sample, with or without --form, or --map and --reference")
    }
  }

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
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

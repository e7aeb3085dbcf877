import ArgumentParser
import ChangeDetection
import Diagnostics
import GeoIO
import Monitoring

/// `tiankan index`: index rasters of one scene.
struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Write spectral indices of a scene as Cloud-Optimized GeoTIFF.",
    discussion: """
      Values are Int16, ten-thousandths, -32768 no data; the files say scale, formula, scene and program version. \
      Pixels that the quality layer calls cloud, shadow or snow are no data.

      Indices: \(SpectralIndex.allCases.map(\.rawValue).joined(separator: ", ")).

      Examples:
        tiankan index scene.SAFE --index ndvi,bsi,ndbi --out indices/
        tiankan index composite.tif --index nbr --out indices/ --quality none
      """)

  @Argument(help: "The scene.")
  var scene: String

  @Option(
    help: "The indices, separated by commas.",
    transform: { (text: String) throws(ValidationError) in try IndexList(parsing: text) })
  var index: IndexList

  @Option(help: "The folder for the files; made if it does not exist.")
  var out: String

  @Option(
    help: ArgumentHelp(
      "NDVI of bare soil for FVC; a fixed endmember of your region and season.", valueName: "ndvi"))
  var soilNdvi = IndexParameters().soilNDVI

  @Option(
    help: ArgumentHelp(
      "NDVI of full cover for FVC; a fixed endmember of your region and season.", valueName: "ndvi")
  )
  var vegetationNdvi = IndexParameters().vegetationNDVI

  @Option(help: "The compression: deflate, zstd or none.")
  var compress = CompressionName.deflate

  @OptionGroup var interpretation: SceneInterpretation

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    guard soilNdvi < vegetationNdvi else {
      throw ValidationError("--soil-ndvi must be below --vegetation-ndvi")
    }
  }

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      let recognizer = SceneRecognizer(library: try SensorProfileLibrary())
      let request = IndexRequest(
        scene: try recognizer.scene(at: scene, options: interpretation.options(.only)),
        indices: index.indices,
        parameters: IndexParameters(soilNDVI: soilNdvi, vegetationNDVI: vegetationNdvi),
        folder: out, compression: compress.compression, programVersion: ProgramVersion.current)
      let report = try IndexJob(request, in: consoleOptions.makeContext(console)).run()
      if json {
        try StandardStreams.print(try JSONText.encode(report))
      } else {
        let share = Double(report.usablePixels * 1000 / report.pixels) / 10
        try StandardStreams.print(
          "可用 usable: \(share) % of \(report.pixels) pixels")
        if report.hiddenBlocks > 0 {
          try StandardStreams.print(
            "未解码 not decoded: \(report.hiddenBlocks) of \(report.blocks) blocks, hidden by the quality layer"
          )
        }
        for file in report.files { try StandardStreams.print(file) }
      }
      return report.refusals
    }
  }
}

/// The value of `--index`: names separated by commas.
struct IndexList {
  var indices: [SpectralIndex]

  init(parsing text: String) throws(ValidationError) {
    var indices: [SpectralIndex] = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let index = SpectralIndex(rawValue: name.lowercased()) else {
        let known = SpectralIndex.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("there is no index “\(name)”; there are: \(known)")
      }
      if !indices.contains(index) { indices.append(index) }
    }
    self.indices = indices
  }
}

/// The value of `--compress`.
enum CompressionName: String, ExpressibleByArgument, CaseIterable {
  case deflate, zstd, none

  /// The compression in the writer's terms.
  var compression: RasterOutput.Compression {
    switch self {
    case .deflate: .deflate(level: 2)
    case .zstd: .zstandard(level: 1)
    case .none: .none
    }
  }
}

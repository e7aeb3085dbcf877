import ArgumentParser
import Diagnostics
import Foundation
import GeoIO
import Imagery
import Logging
import Monitoring

/// `tiankan ingest`: products in other formats become tiled Cloud-Optimized GeoTIFFs, once.
struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Turn JPEG 2000, SAFE and odd files into tiled Cloud-Optimized GeoTIFFs.",
    discussion: """
      Each scene becomes a folder of one-band files with a STAC item that keeps baseline, offset, date and quality rule. \
      Digital numbers stay what they are. A scene that is there already is left alone.

      Examples:
        tiankan ingest S2A_MSIL2A_20240301T025531_N0510_R032_T50RMU_20240301T070000.SAFE --out archive/
        tiankan ingest *.SAFE --out archive/ --threads 2
      """)

  @Argument(help: "The scenes.")
  var scenes: [String]

  @Option(help: "The folder in which each scene gets its own; made if it does not exist.")
  var out: String

  @OptionGroup var interpretation: SceneInterpretation
  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      let library = try SensorProfileLibrary()
      let job = IngestJob(
        library: library, folder: out, context: consoleOptions.makeContext(console))
      var refusals: [Refusal] = []
      for argument in scenes {
        do throws(TiankanError) {
          let scene = try SceneRecognizer(library: library).scene(
            at: argument, options: interpretation.options(.only))
          let result = try job.run(scene)
          try StandardStreams.print(result.item + (result.wasThere ? "  (was there)" : ""))
        } catch  where scenes.count > 1 && ExitStatus.isInputFailure(error) {
          // One bad product of several must not keep the others out of the archive.
          refusals.append(Refusal(error, subject: argument))
        }
      }
      return refusals
    }
  }
}

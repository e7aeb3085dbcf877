import ArgumentParser
import Diagnostics
import Foundation
import GeoIO
import Imagery
import Monitoring
import Reporting

/// `tiankan render scene`: one date in colours or as an index with its legend.
struct RenderSceneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scene",
    abstract: "Draw one scene in colours, or an index with its legend.",
    discussion: """
      To compare pictures of several dates, give the other scenes with --with: their values count for the stretch too. \
      Of an index, --range does the same.

      Example:
        tiankan render scene 20240501/ --index ndvi --range -0.2,0.9 --out ndvi.png
      """)

  @Argument(help: "The scene.")
  var scene: String

  @OptionGroup var content: RenderContent

  @Option(
    name: .customLong("with"),
    help: ArgumentHelp(
      "A scene whose values count for the stretch; may be repeated.", valueName: "scene"))
  var compared: [String] = []

  @Option(help: "The picture's heading.")
  var title: String?

  @Option(help: "The largest width or height of the image in pixels.")
  var size = 1200

  @Option(help: "The language: zh or en.")
  var lang = ReportLanguageOption.zh

  @Option(help: "The PNG file.")
  var out: String

  @OptionGroup var interpretation: SceneInterpretation

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    guard (16...8192).contains(size) else {
      throw ValidationError("--size takes a number from 16 to 8192")
    }
    try RenderOutput.validate(out)
  }

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      // The quality layer plays no part in a picture.
      var options = interpretation.options(.only)
      options.quality = .declined
      let recognizer = SceneRecognizer(library: try SensorProfileLibrary())
      let shown = try recognizer.scene(at: scene, options: options)
      let others = try compared.map { (path) throws(TiankanError) in
        try recognizer.scene(at: path, options: options)
      }
      try OutputConflict.check(outputs: [out], inputs: ([shown] + others).flatMap(\.files))
      let frames = try PlaceFrames(
        of: nil, sources: [.init(scene: shown)],
        content: try content.content(of: shown.adoptingNarrowInfrared.roles), size: size,
        compared: others)
      let words = FrameWords(
        title: title ?? URL(filePath: shown.name).lastPathComponent, language: lang.language)
      try ReportFile.write(try frames.strip(words), to: out)
      try StandardStreams.print(out)
      return []
    }
  }
}

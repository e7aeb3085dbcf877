import ArgumentParser

/// `tiankan render`: pictures of scenes and clues.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Draw scenes and clues as PNG: two dates, one date, many dates, a time lapse.",
    discussion: """
      Dates of one picture are drawn with one stretch, so that they compare. `pair` is the default: \
      `render before/ after/` draws two dates side by side.

      Examples:
        tiankan render before/ after/ --clues clues.gpkg --out picture.png
        tiankan render scene 20240501/ --index ndvi --out ndvi.png
        tiankan render strip 3505822024JS00017 --config county.yaml --count 8 --out strip.png
        tiankan render time-lapse 3505822024JS00017 --config county.yaml --out clue.png
      """,
    subcommands: [
      RenderPairCommand.self, RenderSceneCommand.self, RenderStripCommand.self,
      RenderTimeLapseCommand.self,
    ], defaultSubcommand: RenderPairCommand.self)
}

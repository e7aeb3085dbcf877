import ArgumentParser
import Diagnostics
import Reporting

/// `tiankan render time-lapse`: draw a clue over time as an animated PNG.
struct RenderTimeLapseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "time-lapse",
    abstract: "Draw a clue over time as an animated PNG.",
    discussion: """
      Browsers play the file; other programs show its first date. A line under the picture shows the time, a triangle the first day.

      Example:
        tiankan render time-lapse 3505822024JS00017 --config county.yaml --out clue.png
      """)

  @OptionGroup var clue: RenderClue

  @Option(help: "How many dates at most.")
  var count = 24

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    guard (1...60).contains(count) else {
      throw ValidationError("--count takes a number from 1 to 60")
    }
  }

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      try clue.write(count: count) { frames, words throws(TiankanError) in
        try frames.timeLapse(words)
      }
    }
  }
}

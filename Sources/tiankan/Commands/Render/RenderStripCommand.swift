import ArgumentParser
import Diagnostics
import Reporting

/// `tiankan render strip`: draw a clue at several dates side by side.
struct RenderStripCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "strip",
    abstract: "Draw a clue at several dates side by side.",
    discussion: """
      Clear dates before and after the first day of the clue; all have one stretch.

      Example:
        tiankan render strip 3505822024JS00017 --config county.yaml --out strip.png
      """)

  @OptionGroup var clue: RenderClue

  @Option(help: "How many dates at most.")
  var count = 6

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    guard (1...60).contains(count) else {
      throw ValidationError("--count takes a number from 1 to 60")
    }
  }

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      try clue.write(count: count) { frames, words throws(TiankanError) in
        try frames.strip(words)
      }
    }
  }
}

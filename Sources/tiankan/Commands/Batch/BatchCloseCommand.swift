import ArgumentParser
import Diagnostics
import Foundation
import LedgerStore
import Monitoring

/// `tiankan batch close`: says that a batch is done.
struct BatchCloseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Close a batch whose clues are all answered, or say why not.",
    discussion: """
      Clues that are not answered need a reason; they are 未下发 again and wait for another batch.

      Example:
        tiankan batch close 350582-2026-001 --config county.yaml --person 张三 --reason 汛期道路中断
      """)

  @Argument(help: "The number of the batch.")
  var batch: String

  @OptionGroup var source: ConfigurationOption

  @Option(help: "Who closes it.")
  var person: String

  @Option(help: "Why it is closed although clues are not answered.")
  var reason = ""

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      let office = try BatchOffice(source)
      let number = try BatchOffice.number(batch)
      let ledger = try office.openForWriting(console)
      let closing = try ledger.close(
        number, time: BatchOffice.time(Date.now), person: person, reason: reason)
      try StandardStreams.print(
        "批次 batch \(number): 已办结 closed; 已反馈 answered \(closing.answered), "
          + "未反馈 not answered \(closing.unanswered.count)")
      return []
    }
  }
}

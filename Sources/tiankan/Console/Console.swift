import Diagnostics
import Foundation
import Logging
import Monitoring
import Synchronization

/// The one door to standard error: notices, refusals, errors and progress, for people or for machines.
///
/// On a terminal it prints text lines and a progress bar with the remaining time; elsewhere, or with `--log json`,
/// one JSON object per line. Results never pass here; they go to standard output or to files.
final class Console: Sendable {
  /// How lines are printed.
  enum Style: Sendable {
    case text, json
  }

  let style: Style
  let isQuiet: Bool
  /// Ctrl-C and its like, heard from the moment there is somebody to tell.
  let signals = InterruptSignals()
  private let bar: Mutex<ProgressBar>

  init(style: Style?, isQuiet: Bool) {
    let isTerminal = isatty(STDERR_FILENO) == 1
    self.style = style ?? (isTerminal ? .text : .json)
    self.isQuiet = isQuiet
    bar = Mutex(ProgressBar(isTerminal: isTerminal))
  }

  /// Says something; below the level of an error only when not quiet.
  func say(_ level: Logger.Level, _ message: String, fields: [(String, String)] = []) {
    guard level >= .error || !isQuiet else { return }
    switch style {
    case .text: writeLine("\(level >= .warning ? "\(level.rawValue): " : "")\(message)")
    case .json:
      writeLine(
        Self.json([("level", level.rawValue), ("message", message)] + fields))
    }
  }

  /// Prints an error.
  func say(_ error: TiankanError) {
    switch style {
    case .text: writeLine("error: \(error)")
    case .json:
      var fields = [("level", "error"), ("code", error.code.rawValue), ("message", error.message)]
      if let subject = error.subject { fields.append(("subject", subject)) }
      if let cause = error.cause { fields.append(("cause", cause)) }
      writeLine(Self.json(fields))
    }
  }

  /// Lists inputs that were left out. Printed even when quiet: a refusal must not be missed.
  func say(_ refusals: [Refusal]) {
    for refusal in refusals {
      switch style {
      case .text: writeLine("refused: \(refusal.subject): \(refusal.reason)")
      case .json:
        writeLine(
          Self.json([
            ("level", "warning"), ("event", "refused"), ("subject", refusal.subject),
            ("code", refusal.code), ("message", refusal.reason),
          ]))
      }
    }
  }

  /// Shows how far a job has come.
  func show(_ progress: JobProgress) {
    guard !isQuiet else { return }
    let now = ContinuousClock.now
    let line: String? = bar.withLock { bar in
      switch style {
      case .text: bar.line(for: progress, at: now)
      case .json:
        bar.isDue(progress, at: now)
          ? Self.json([
            ("level", "info"), ("event", "progress"), ("stage", progress.stage),
            ("done", "\(progress.done)"), ("total", "\(progress.total)"),
          ]) + "\n" : nil
      }
    }
    if let line { write(line) }
  }

  /// A logger whose lines come here.
  func logger(_ label: String) -> Logger {
    Logger(label: label) { _ in ConsoleLogHandler(console: self) }
  }

  private func writeLine(_ line: String) {
    let prefix = style == .text ? bar.withLock { $0.erasure() } : ""
    write(prefix + line + "\n")
  }

  private func write(_ text: String) {
    StandardStreams.log(text)
  }

  /// A JSON object on one line, its keys in the given order.
  static func json(_ fields: [(String, String)]) -> String {
    let time = Date.now.formatted(.iso8601)
    let members = ([("time", time)] + fields).map { "\(quoted($0.0)):\(quoted($0.1))" }
    return "{\(members.joined(separator: ","))}"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

import Monitoring

/// The progress bar on a terminal, with the remaining time; also decides when a progress line is due elsewhere.
struct ProgressBar {
  private let isTerminal: Bool
  private var stage = ""
  private var begin = ContinuousClock.now
  private var last: ContinuousClock.Instant?
  private var isShown = false

  init(isTerminal: Bool) { self.isTerminal = isTerminal }

  /// Whether enough time has passed, or the stage has ended, since the last report.
  mutating func isDue(_ progress: JobProgress, at now: ContinuousClock.Instant) -> Bool {
    if progress.stage != stage {
      stage = progress.stage
      begin = now
      last = nil
    }
    let interval: Duration = isTerminal ? .milliseconds(100) : .seconds(2)
    if let last, now - last < interval, progress.done < progress.total { return false }
    last = now
    return true
  }

  /// The text to write, or `nil` when it is too early for another.
  mutating func line(for progress: JobProgress, at now: ContinuousClock.Instant) -> String? {
    guard isTerminal, isDue(progress, at: now) else { return nil }
    let share = Double(progress.done) / Double(max(1, progress.total))
    let width = 30
    let filled = Int(share * Double(width))
    let bar =
      String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    var text = "\r\u{1B}[K\(progress.stage) \(bar) \(Int(share * 100)) %"
    if progress.done >= progress.total {
      isShown = false
      return text + "\n"
    }
    isShown = true
    let elapsed = now - begin
    if share > 0.02, elapsed > .seconds(1) {
      let seconds = Int(Double(elapsed.components.seconds) * (1 - share) / share)
      let rest = seconds % 60
      text += "  \(seconds / 60):\(rest < 10 ? "0" : "")\(rest) left"
    }
    return text
  }

  /// What removes the bar before another line is written.
  mutating func erasure() -> String {
    guard isShown else { return "" }
    isShown = false
    return "\r\u{1B}[K"
  }
}

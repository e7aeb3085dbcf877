import ArgumentParser
import Diagnostics
import Imagery
import Monitoring
import Reporting

/// What `render strip` and `render time-lapse` have in common: a clue of the ledger at several dates.
struct RenderClue: ParsableArguments {
  @Argument(help: "The clue's key or public number, or the beginning of either.")
  var clue: String

  @OptionGroup var content: RenderContent

  @Option(help: ArgumentHelp("The first day, 2024-01-01.", valueName: "date"))
  var from: String?

  @Option(help: ArgumentHelp("The last day.", valueName: "date"))
  var until: String?

  @Option(help: "The language: zh or en.")
  var lang = ReportLanguageOption.zh

  @Option(help: "The PNG file.")
  var out: String

  @OptionGroup var source: ReportSource

  func validate() throws {
    try RenderOutput.validate(out)
    for text in [from, until].compactMap({ $0 }) where CalendarDate(text) == nil {
      throw ValidationError("--from and --until take a day: 2024-01-31, not \(text)")
    }
    if let from, let until, until < from { throw ValidationError("--until is before --from") }
  }

  /// Reads the dates and writes what `draw` makes of them.
  func write(
    count: Int,
    draw: (PlaceFrames, FrameWords) throws(TiankanError) -> [UInt8]
  ) throws(TiankanError) -> [Refusal] {
    let ledger = try source.openLedger()
    let opened = try source.openScenes()
    try OutputConflict.check(
      outputs: [out],
      inputs: opened.scenes.flatMap(\.files) + source.scenes + (source.ledger.map { [$0] } ?? []))
    let reporter = try LedgerReporter(
      ledger, scenes: opened.scenes, program: "tiankan \(ProgramVersion.current)")
    let roles = opened.scenes.reduce(into: Set<BandRole>()) {
      $0.formUnion($1.adoptingNarrowInfrared.roles)
    }
    let made = try reporter.frames(
      ofClue: clue, in: ledger, content: try content.content(of: roles), count: count,
      days: days, language: lang.language)
    try ReportFile.write(try draw(made.frames, made.words), to: out)
    try StandardStreams.print(out)
    return opened.refusals
  }

  private var days: ClosedRange<CalendarDate>? {
    guard from != nil || until != nil else { return nil }
    let first = from.flatMap { CalendarDate($0) } ?? CalendarDate(dayNumber: -100_000)
    let last = until.flatMap { CalendarDate($0) } ?? CalendarDate(dayNumber: 100_000)
    return first...max(first, last)
  }
}

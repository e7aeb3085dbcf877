public import Diagnostics
public import Imagery
public import LedgerStore
import Supervision

extension LedgerReporter {
  /// How many scenes of one stretch of time are looked at for a clear one.
  private static let examinedPerFrame = 5

  /// Pictures of a clue's place over time: clear dates before and after its first day, each spread evenly, in one stretch.
  ///
  /// - Parameters:
  ///   - id: The key, the public number, or the beginning of either.
  ///   - content: What the pictures show.
  ///   - count: How many dates at most.
  ///   - days: The first and the last day; nil for all there are.
  /// - Returns: The pictures and what is written on them.
  /// - Throws: `.notFound` with the nearest keys, `.empty` where no scene of the days is at hand, errors of reading.
  public func frames(
    ofClue id: String, in ledger: borrowing Ledger, content: FrameContent, count: Int,
    days: ClosedRange<CalendarDate>?, language: ReportLanguage
  ) throws(TiankanError) -> (frames: PlaceFrames, words: FrameWords) {
    let row = try find(id, in: ledger)
    let first = row.clue.firstDate
    let found = try cluePlace(of: row.clue, in: ledger)
    let all = candidates(found, roles: content.roles, days: days)
    // As many dates after the change as before it, however short the time since is.
    let earlier = all.filter { ($0.scene.acquisition.sensed?.date).map { $0 < first } ?? false }
    let later = all.filter { ($0.scene.acquisition.sensed?.date).map { $0 >= first } ?? false }
    let laterCount = max(count - earlier.count, min((count + 1) / 2, later.count))
    let sources =
      try spread(earlier, over: count - laterCount, place: found.place)
      + spread(later, over: laterCount, place: found.place)
    guard !sources.isEmpty else {
      throw TiankanError(
        .empty,
        "no scene of these days with the bands is at hand; give --scenes, or other days",
        subject: id)
    }
    let summary = try assembler.summary(
      row.clue, publicNumber: row.publicNumber, handlingState: row.handlingState)
    let words = FrameWords(
      title: "\(summary.finding.words(language)) · \(summary.publicNumber ?? summary.key)",
      firstDate: first, notices: simulated(found.rows).map { $0.words(language) },
      language: language)
    return (try PlaceFrames(of: found.place, sources: sources, content: content), words)
  }

  /// The scenes that may be shown, by date; those that are known to show the clue clearly, where there are any.
  private func candidates(
    _ found: CluePlace, roles: [BandRole], days: ClosedRange<CalendarDate>?
  ) -> [PlaceFrames.Source] {
    var all: [(date: CalendarDate, source: PlaceFrames.Source)] = []
    for row in found.rows where row.status == .accepted {
      let name = row.acquisition.description
      guard let scene = scenes[name], let date = row.acquisition.sensed?.date,
        days?.contains(date) ?? true, scene.adoptingNarrowInfrared.roles.isSuperset(of: roles)
      else { continue }
      all.append((date, .init(scene: scene, clearShare: found.seen.clearShares[name])))
    }
    all.sort { $0.date < $1.date }
    let clear = all.filter { ($0.source.clearShare ?? 0) >= PictureChoice.clearLimit }
    return (clear.isEmpty ? all : clear).map(\.source)
  }

  /// One scene of each of `count` equal parts of the list: the first whose whole picture is clear, else the clearest looked at.
  private func spread(
    _ sources: [PlaceFrames.Source], over count: Int, place: ReportPlace
  ) throws(TiankanError) -> [PlaceFrames.Source] {
    let parts = min(count, sources.count)
    var views = ClearViews(place: place)
    var chosen: [PlaceFrames.Source] = []
    for part in 0..<parts {
      let members = sources[part * sources.count / parts..<(part + 1) * sources.count / parts]
      var best: PlaceFrames.Source?
      for member in members.prefix(Self.examinedPerFrame) {
        var source = member
        source.clearShare = try views.look(at: member.scene).clearShare
        if source.clearShare ?? 1 > best?.clearShare ?? -1 { best = source }
        if source.clearShare ?? 1 >= PictureChoice.clearLimit { break }
      }
      if let best { chosen.append(best) }
    }
    return chosen
  }
}

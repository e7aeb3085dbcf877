import ChangeDetection
import Diagnostics
import Imagery

/// What a run does with a tile.
enum TileNight: Sendable {
  /// Nothing the tile depends on is new.
  case keep(TileState)
  /// Goes on from the last night, or from the beginning of the period where a scene is late.
  case advance(TileState, ArchiveChange, replays: Bool)
  /// Reads the whole archive.
  case rebuild(reason: String)

  /// Decides.
  ///
  /// - Parameters:
  ///   - state: The state of the tile in the last generation; nil where there is none that can be used.
  ///   - key: What states depend on besides scenes, now.
  ///   - periodStart: The period of the archive, now.
  ///   - scenes: The archive, now.
  static func plan(
    from state: TileState?, key: String, periodStart: Int?, scenes: [SceneMark]
  ) -> TileNight {
    guard let state else { return .rebuild(reason: "no state") }
    guard state.key == key else {
      return .rebuild(reason: "rules, configuration, layers or program changed")
    }
    guard state.periodStart == periodStart else {
      return .rebuild(reason: "a new quarter of the year")
    }
    let change = ArchiveChange(from: state.scenes, to: scenes)
    guard let first = change.firstDay else { return .keep(state) }
    if change.isInOrder { return .advance(state, change, replays: false) }
    guard let periodStart, first >= periodStart else {
      return .rebuild(
        reason:
          "a scene of \(CalendarDate(dayNumber: first)), before the quarter of the year, is new or gone"
      )
    }
    return .advance(state, change, replays: true)
  }
}

extension SceneArchive {
  /// What a night reads.
  ///
  /// - Parameters:
  ///   - change: What is new.
  ///   - periodStart: The day from which everything is replayed; nil where nothing is.
  func selection(of change: ArchiveChange, replayingFrom periodStart: Int?) -> SeriesSelection {
    let changed = overpasses.indices.filter { change.overpasses.contains(overpasses[$0].mark) }
    guard let periodStart else { return SeriesSelection(construction: changed, units: changed) }
    return SeriesSelection(
      construction: overpasses.indices.filter { overpasses[$0].date.dayNumber >= periodStart },
      units: changed)
  }
}

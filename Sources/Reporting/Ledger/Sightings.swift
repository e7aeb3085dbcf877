import ChangeDetection
import Imagery
import LedgerStore

/// What scenes show of a place, from the ledger's table or measured anew, and what each scene was good for.
struct Sightings {
  /// The observations with values, by date.
  var observations: [PlaceObservation] = []
  /// The clear share by acquisition, also of scenes that gave no value.
  var clearShares: [String: Double] = [:]
  /// Scenes that were looked at and hid the place by cloud.
  private var cloudy: Set<String> = []
  /// Scenes whose files could not be read.
  private var unreadable: Set<String> = []
  /// Whether a scene without an observation was looked at, and so is known not to be clear.
  private let coversAll: Bool

  /// From the ledger's observations of a land unit.
  init(rows: [ObservationRow], scenes: [SceneRow]) {
    coversAll = true
    let platforms = Dictionary(
      scenes.map { ($0.acquisition.description, $0.acquisition.platform) }
    ) { first, _ in first }
    for row in rows {
      let share = Double(row.clearShare) / IndexValue.scale
      clearShares[row.acquisition] = share
      observations.append(
        PlaceObservation(
          date: row.date, acquisition: row.acquisition,
          platform: platforms[row.acquisition] ?? "", clearShare: share,
          values: Self.values(of: row)))
    }
  }

  /// From scenes that were read over a place.
  init(_ found: [PlaceSeries.Sighting], rows: [SceneRow]) {
    coversAll = false
    for sighting in found {
      let acquisition = rows[sighting.position].acquisition
      let name = acquisition.description
      guard sighting.isReadable else {
        unreadable.insert(name)
        continue
      }
      clearShares[name] = sighting.clearShare
      if sighting.isCloudy { cloudy.insert(name) }
      guard !sighting.values.isEmpty, let date = acquisition.sensed?.date else { continue }
      let values = sighting.values.map { index, value in
        PlaceObservation.Value(
          index: index == .fvc ? "cover" : index.rawValue, median: value.median,
          lowerQuartile: value.lower, upperQuartile: value.upper)
      }
      observations.append(
        PlaceObservation(
          date: date, acquisition: name, platform: acquisition.platform,
          clearShare: sighting.clearShare, values: values.sorted { $0.index < $1.index }))
    }
  }

  /// What a scene was used for, and how much of the place it shows.
  func use(of row: SceneRow, evidence: Set<String>) -> (code: String, clearShare: Double?) {
    let name = row.acquisition.description
    let share = clearShares[name]
    switch row.status {
    case .superseded: return ("superseded", share)
    case .refused: return ("refused", share)
    case .accepted: break
    }
    if evidence.contains(name) { return ("evidence", share) }
    if unreadable.contains(name) { return ("unreadable", nil) }
    guard let share else { return (coversAll ? "not_clear" : "not_examined", nil) }
    if share >= PlaceSeries.leastClearShare {
      return (share >= 0.9 ? "observed" : "partly_clear", share)
    }
    return (coversAll ? "not_clear" : cloudy.contains(name) ? "cloud" : "no_data", share)
  }

  private static func values(of row: ObservationRow) -> [PlaceObservation.Value] {
    let numbers = [
      ("ndvi", row.ndvi), ("bsi", row.bsi), ("ndmi", row.ndmi), ("mndwi", row.mndwi),
      ("nbr", row.nbr), ("cover", row.cover), ("brightness", row.brightness),
    ]
    var values = numbers.compactMap { index, summary -> PlaceObservation.Value? in
      guard summary.hasData else { return nil }
      func real(_ stored: Int16) -> Double { Double(stored) / IndexValue.scale }
      return .init(
        index: index, median: real(summary.median), lowerQuartile: real(summary.lowerQuartile),
        upperQuartile: real(summary.upperQuartile))
    }
    for (index, share) in [("bare_share", row.bareShare), ("water_share", row.waterShare)]
    where share != IndexValue.noData {
      values.append(
        .init(
          index: index, median: Double(share) / IndexValue.scale, lowerQuartile: nil,
          upperQuartile: nil))
    }
    return values
  }
}

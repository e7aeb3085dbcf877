import ChangeDetection
import Diagnostics
import GeoIO
import LedgerStore

/// A land unit with its observations, and what the parcel detector says of it.
struct ExaminedUnit: Sendable {
  var target: TileTargets.Target
  /// The position among the targets of the tile.
  var number: Int
  var purePixels: Int
  var outcome: Swift.Result<UnitOutcome, TiankanError>
  /// What the state keeps; nil where nothing is kept.
  var chunks: UnitChunks?

  /// Examines a unit by all its observations, after a scan of the whole archive.
  init(
    _ parcels: ParcelExaminer, _ target: TileTargets.Target, number: Int, purePixels: Int,
    all observations: [UnitObservation], parts: UnitStateParts, platforms: [String]
  ) {
    self.target = target
    self.number = number
    self.purePixels = purePixels
    var made = UnitOutcome(unit: target.unit, observations: observations)
    do throws(TiankanError) {
      var settled: [SettledCropYear] = []
      if target.role == .cropland {
        let found = try parcels.examine(
          target.unit, pixels: purePixels, observations: observations)
        try made.take(found)
        settled =
          found.finding.map { parcels.detector.settledYears(of: $0, before: parts.openYear) } ?? []
      }
      outcome = .success(made)
      chunks = UnitStateParts.form(of: target.role).map {
        UnitChunks(
          number, $0, all: observations, settled: settled, parts: parts, platforms: platforms)
      }
    } catch {
      outcome = .failure(error)
    }
  }

  /// A unit of a night.
  init(
    _ target: TileTargets.Target, number: Int, purePixels: Int, outcome: UnitOutcome,
    chunks: UnitChunks?
  ) {
    self.target = target
    self.number = number
    self.purePixels = purePixels
    self.outcome = .success(outcome)
    self.chunks = chunks
  }
}

extension UnitOutcome {
  /// Takes over what is said of a parcel.
  mutating func take(_ found: ParcelExaminer.Outcome) throws(TiankanError) {
    for row in found.results { results.append(try EncodedUnitResult(row)) }
    clues = found.clues
    present = found.finding?.code
  }
}

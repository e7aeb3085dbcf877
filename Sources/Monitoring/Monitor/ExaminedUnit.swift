import ChangeDetection
import Diagnostics
import GeoIO

/// A land unit with all its observations, and what the parcel detector says of it.
struct ExaminedUnit: Sendable {
  var target: TileTargets.Target
  /// The position among the targets of the tile.
  var number: Int
  var purePixels: Int
  var outcome: Swift.Result<UnitOutcome, TiankanError>
  /// The observations as the state keeps them.
  var chunk: Chunk?

  /// Examines a unit.
  ///
  /// - Parameters:
  ///   - platforms: The satellites to which the state points; nil where nothing is kept.
  init(
    _ parcels: ParcelExaminer, _ target: TileTargets.Target, number: Int, purePixels: Int,
    _ observations: [UnitObservation], platforms: [String]?
  ) {
    self.target = target
    self.number = number
    self.purePixels = purePixels
    var made = UnitOutcome(unit: target.unit, observations: observations)
    do throws(TiankanError) {
      if target.role == .cropland {
        (made.results, made.clues) = try parcels.examine(
          target.unit, pixels: purePixels, observations: observations)
      }
      outcome = .success(made)
    } catch {
      outcome = .failure(error)
    }
    chunk = platforms.map {
      Chunk(key: UInt64(number), SeriesRows.bytes(of: observations, platforms: $0))
    }
  }
}

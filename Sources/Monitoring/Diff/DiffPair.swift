import ChangeDetection
import Diagnostics
import Geometry
import Imagery
import Supervision

/// A checked pair of scenes: the method that compares them, the grid of the result, and what masks their clouds.
struct DiffPair: Sendable {
  /// The earlier scene.
  let before: Scene
  /// The later scene.
  private(set) var after: Scene
  /// The grid of the later scene's finest band that the method reads.
  let grid: Grid
  /// The method.
  let method: any ChangeMethod
  /// What the method's clues suspect: vegetation that gave way to soil or buildings is construction; a change vector does
  /// not tell what became of the ground.
  var kind: ClueKind {
    method is ChangeVectorMethod || method is AlterationMethod ? .change : .construction
  }
  /// How the later date's numbers become those of the earlier one; `nil` where they are compared as they are.
  private(set) var normalisation: RadiometricNormalisation?
  /// What the earlier scene's quality layer forbids; `nil` without one.
  let beforeMask: QualityMask?
  /// What the later scene's quality layer forbids; `nil` without one.
  let afterMask: QualityMask?

  /// Checks a request.
  ///
  /// - Throws: `.usage` for an unknown method, `.missingBand`, `.noOverlap`, `.unsuitableCRS`.
  init(_ request: DiffRequest) throws(TiankanError) {
    before = request.before.adoptingNarrowInfrared
    after = request.after.adoptingNarrowInfrared
    let type = try ChangeMethods.named(request.method)
    do throws(TiankanError) {
      method = try type.init(
        availableRoles: before.roles.intersection(after.roles),
        isCalibrated: before.isCalibrated && after.isCalibrated, settings: request.settings)
    } catch {
      throw TiankanError(
        error.code, error.message, subject: error.subject ?? "\(before.name), \(after.name)",
        cause: Self.bandList(before, after))
    }
    guard let grid = after.grid(for: method.roles) else {
      throw TiankanError(
        .missingBand, "the scene has none of the bands that \(type.name) reads",
        subject: after.name)
    }
    self.grid = grid
    try Self.requireOverlap(of: before, with: grid, after: after, roles: method.roles)
    beforeMask = try SceneBlocks.mask(for: before, on: grid)
    afterMask = try SceneBlocks.mask(for: after, on: grid)
  }

  /// The pair with the later date's numbers as the earlier date would have them.
  func normalised(by normalisation: RadiometricNormalisation) -> DiffPair {
    var pair = self
    pair.after = normalisation.applied(to: after)
    pair.normalisation = normalisation
    return pair
  }

  private static func bandList(_ before: Scene, _ after: Scene) -> String {
    [before, after].map { scene in
      "\(scene.name) has \(scene.roles.sorted().map(\.rawValue).joined(separator: ", "))"
    }.joined(separator: "; ")
  }

  /// Scenes that do not meet would give an empty result that looks like "no change".
  private static func requireOverlap(
    of before: Scene, with grid: Grid, after: Scene, roles: [BandRole]
  ) throws(TiankanError) {
    guard let other = before.grid(for: roles) else { return }
    var footprint = other.envelope
    var cause: String?
    if !other.crs.isEquivalent(to: grid.crs) {
      do throws(TiankanError) {
        let transform = try CoordinateTransform(from: other.crs, to: grid.crs)
        footprint = try transform.transformed(footprint)
      } catch {
        // Systems of different continents have no transformation, or one that the corners lie outside of.
        footprint = .empty
        cause = "\(error)"
      }
    }
    guard !footprint.intersects(grid.envelope) else { return }
    throw TiankanError(
      .noOverlap,
      "the scenes show different places (\(other.crs) and \(grid.crs)); check the tiles",
      subject: "\(before.name), \(after.name)", cause: cause)
  }
}

extension Grid {
  /// The rectangle that the grid covers, in its CRS.
  var envelope: Envelope { Envelope(minX: originX, minY: minY, maxX: maxX, maxY: originY) }
}

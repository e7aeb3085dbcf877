public import Imagery
import Synchronization

extension SurpriseModel {
  /// Fits the model to sampled pixels.
  ///
  /// - Parameters:
  ///   - before: The numbers of each of `roles` at the earlier date, one list per band; at least `leastSample` of them.
  ///   - after: The same of the later date.
  ///   - beforeScalings: The scalings of `roles` at the earlier date; `nil` where its numbers are not reflectance.
  ///   - afterScalings: The same of the later date.
  ///   - fit: Runs `count` independent pieces of work, on any threads and in any order.
  public init(
    before: [[Float]], after: [[Float]], beforeScalings: [BandScaling]?,
    afterScalings: [BandScaling]?, fit: (_ count: Int, _ piece: @Sendable (Int) -> Void) -> Void
  ) {
    self.init(
      before: before, after: after, beforeScalings: beforeScalings, afterScalings: afterScalings,
      ensemble: Self.ensemble, fit: fit)
  }

  /// As above, with other mixtures.
  init(
    before: [[Float]], after: [[Float]], beforeScalings: [BandScaling]?,
    afterScalings: [BandScaling]?, ensemble: [Entry],
    fit: (_ count: Int, _ piece: @Sendable (Int) -> Void) -> Void
  ) {
    precondition(before.count == 3 && after.count == 3, "three bands of each date")
    let scales = (
      before: Self.scales(before, beforeScalings), after: Self.scales(after, afterScalings)
    )
    let prepared = ensemble.map { entry in
      Self.sample(entry.form, before, after, scales.before, scales.after)
    }
    let slots = Mutex([MixtureCoefficients?](repeating: nil, count: prepared.count))
    fit(prepared.count) { piece in
      let mixture = MixtureCoefficients(
        GaussianMixture.fitted(
          to: prepared[piece].sample, components: ensemble[piece].components,
          seed: UInt64(piece + 1)))
      slots.withLock { $0[piece] = mixture }
    }
    let fitted = slots.withLock { $0 }
    var members: [Member] = []
    var sums = [FloatLanes](repeating: FloatLanes(), count: prepared[0].sample.groups)
    var firstMedian: Float = 0
    for (place, mixture) in fitted.enumerated() {
      guard let mixture else { preconditionFailure("a piece of work was left out") }
      members.append(
        Member(
          form: ensemble[place].form, standards: prepared[place].standards,
          coefficients: mixture))
      addSurprise(of: prepared[place].sample.lanes, mixture, to: &sums)
      if place == 0 { firstMedian = Self.median(of: sums) }
    }
    self.scales = scales
    self.members = members
    self.firstMedian = firstMedian
    median = Self.median(of: sums) / Float(members.count)
  }

  private static func median(of sums: [FloatLanes]) -> Float {
    let values = sums.flatMap { eight in (0..<8).map { eight[$0] } }.sorted()
    return values.isEmpty ? 0 : values[values.count / 2]
  }

  private static func scales(
    _ numbers: [[Float]], _ scalings: [BandScaling]?
  ) -> [ReflectanceScale] {
    numbers.indices.map { band in
      if let scalings { return ReflectanceScale(scalings[band]) }
      return ReflectanceScale(relativeTo: numbers[band])
    }
  }

  private static func sample(
    _ form: SurpriseForm, _ before: [[Float]], _ after: [[Float]],
    _ beforeScales: [ReflectanceScale], _ afterScales: [ReflectanceScale]
  ) -> (sample: MixtureSample, standards: [BandStandardisation]) {
    var columns: [[Float]] = []
    for (numbers, scales) in [(before, beforeScales), (after, afterScales)] {
      for role in form.roles {
        guard let band = roles.firstIndex(of: role) else { continue }
        columns.append(
          numbers[band].map {
            form.value(FloatLanes(repeating: ($0 + scales[band].offset) * scales[band].unit))[0]
          })
      }
    }
    let standards = columns.map { BandStandardisation(of: $0) }
    for (place, standard) in standards.enumerated() {
      columns[place] = columns[place].map { ($0 - standard.centre) * standard.factor }
    }
    return (MixtureSample(columns), standards)
  }
}

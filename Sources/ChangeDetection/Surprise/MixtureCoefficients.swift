/// The numbers of a mixture as the kernels read them, each repeated over eight lanes.
///
/// Of a component, with d bands: 2d means; the lower triangle of L⁻¹ of the joint covariance (Σ = L Lᵀ), whose first d rows are those
/// of the earlier date alone; d(d + 1)/2 numbers of the later date's own triangle; then three constants ln w − Σ ln Lᵢᵢ of
/// the joint vector, the earlier and the later date. The powers of 2π cancel in the score.
struct MixtureCoefficients: Sendable {
  /// The bands of one date.
  let bands: Int
  /// The number of components.
  let components: Int
  /// All numbers, component after component.
  let values: [FloatLanes]

  /// How many numbers a component has.
  static func stride(bands: Int) -> Int {
    2 * bands + bands * (2 * bands + 1) + bands * (bands + 1) / 2 + 3
  }

  init(_ mixture: GaussianMixture) {
    let size = mixture.dimensions
    bands = size / 2
    components = mixture.components.count
    var numbers: [Double] = []
    for component in mixture.components {
      let joint = GaussianMixture.whitening(component.covariance, size: size)
      let first = GaussianMixture.whitening(
        GaussianMixture.block(component.covariance, 0..<size / 2, of: size), size: size / 2)
      let second = GaussianMixture.whitening(
        GaussianMixture.block(component.covariance, size / 2..<size, of: size), size: size / 2)
      let share = logarithm(component.weight)
      numbers += component.mean + joint.triangle + second.triangle
      numbers += [share - joint.logarithm, share - first.logarithm, share - second.logarithm]
    }
    values = numbers.map { FloatLanes(repeating: Float($0)) }
  }
}

public import Imagery

/// What is known of a pair before its surprise can be computed: how bands are standardised, the mixtures, the median.
///
/// Made once per pair from a sample, then shared by all blocks.
public struct SurpriseModel: Sendable {
  /// One mixture of the ensemble, and how the vectors that it takes are made.
  struct Member: Sendable {
    var form: SurpriseForm
    /// For each band of the earlier, then of the later date.
    var standards: [BandStandardisation]
    var coefficients: MixtureCoefficients
  }

  /// The bands that mixtures are made of.
  public static let roles: [BandRole] = [.blue, .green, .red]
  /// Which vectors a mixture takes, and how many components it has.
  typealias Entry = (form: SurpriseForm, components: Int)
  /// The first looks at every pixel, the others only where it is surprised. Members of one form follow each other, so that they
  /// share their vectors.
  static let ensemble: [Entry] = [
    (SurpriseForm(roles: [.blue, .red], isLogarithmic: false), 12),
    (SurpriseForm(roles: [.blue, .red], isLogarithmic: false), 16),
    (SurpriseForm(roles: [.blue, .green, .red], isLogarithmic: false), 16),
    (SurpriseForm(roles: [.blue, .green, .red], isLogarithmic: true), 12),
    (SurpriseForm(roles: [.blue, .green, .red], isLogarithmic: true), 16),
    (SurpriseForm(roles: [.blue, .red], isLogarithmic: true), 16),
  ]
  /// How many pixels mixtures are fitted to, and the fewest that they are fitted to.
  public static let sampleSize = 1 << 14, leastSample = 256
  /// A pixel that surprises the first mixture by less, in nats above its median, counts as the median.
  static let doubt: Float = 2
  /// No pixel counts as more surprising than this, in nats above the median: no single one then outweighs its neighbours.
  static let cap: Float = 32

  /// How the numbers of each of `roles` become reflectance, or what stands in for it, at the earlier and the later date.
  let scales: (before: [ReflectanceScale], after: [ReflectanceScale])
  let members: [Member]
  /// The median of the sample's surprise.
  let median: Float
  /// The median of the sample's surprise under the first mixture alone.
  let firstMedian: Float
}

/// From which bands, and in which form, the vectors of a mixture are made.
struct SurpriseForm: Hashable, Sendable {
  /// Two or three of `SurpriseModel.roles`.
  var roles: [BandRole]
  /// Whether ln(ρ + 0.02) is taken in place of ρ.
  var isLogarithmic: Bool

  /// The number of a vector before it is standardised.
  @inline(__always)
  func value(_ reflectance: FloatLanes) -> FloatLanes {
    isLogarithmic
      ? logarithm(larger(reflectance, FloatLanes(repeating: 0.005)) + 0.02) : reflectance
  }
}

/// (number − centre) × factor.
struct BandStandardisation: Hashable, Sendable {
  var centre: Float
  var factor: Float

  /// The median and the standard deviation of numbers.
  init(of numbers: [Float]) {
    let sorted = numbers.sorted()
    centre = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    var sum = 0.0
    var squares = 0.0
    for number in numbers {
      let deviation = Double(number) - Double(centre)
      sum += deviation
      squares += deviation * deviation
    }
    let count = Double(max(1, numbers.count))
    let variance = squares / count - (sum / count) * (sum / count)
    // A band without contrast says nothing; it must not divide by 0.
    factor = variance > 1e-12 ? Float(1 / variance.squareRoot()) : 0
  }
}

/// How numbers become reflectance: (number + offset) × unit, in single precision.
struct ReflectanceScale: Hashable, Sendable {
  var offset: Float
  var unit: Float

  /// The scale of calibrated numbers.
  init(_ scaling: BandScaling) {
    offset = Float(scaling.offset)
    unit = Float(scaling.unit)
  }

  /// What stands in for reflectance where numbers are not: their median counts as 0.1.
  init(relativeTo numbers: [Float]) {
    let sorted = numbers.sorted()
    let middle = sorted.isEmpty ? 1 : sorted[sorted.count / 2]
    offset = 0
    unit = middle > 0 ? 0.1 / middle : 1
  }
}

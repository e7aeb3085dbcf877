/// A curve fitted to the history of a pixel: what a monitor expects of later dates.
public struct SeriesModel: BitwiseCopyable, Hashable, Sendable {
  /// One coefficient per term of the design; 0 beyond.
  public var coefficients: SIMD8<Double>
  /// The standard deviation of the residuals, by the divisor that the method asks for; in the units of the values.
  public var deviation: Double
  /// The observations that it was fitted to.
  public var count: Int

  /// Creates a model.
  public init(coefficients: SIMD8<Double>, deviation: Double, count: Int) {
    self.coefficients = coefficients
    self.deviation = deviation
    self.count = count
  }
}

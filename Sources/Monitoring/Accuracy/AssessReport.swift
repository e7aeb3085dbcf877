import Supervision

/// The accuracy of a map.
public struct AssessReport: Sendable, Encodable {
  /// A figure, with its error where it was estimated from a sample.
  public struct Figure: Sendable, Encodable {
    /// The figure.
    public var value: Double
    /// Its standard error; nil for a census, which has none.
    public var standardError: Double?
    /// The lower end of the 95 % interval.
    public var lower: Double?
    /// The upper end of the 95 % interval.
    public var upper: Double?

    init(_ estimate: AccuracyEstimate) {
      value = estimate.value
      standardError = estimate.standardError
      lower = estimate.lower
      upper = estimate.upper
    }

    init(census value: Double) { self.value = value }
  }

  /// The figures of one class.
  public struct ClassFigures: Sendable, Encodable {
    /// Its name.
    public var name: String
    /// Its number in the map.
    public var mapClass: Int
    /// User's accuracy (precision); nil where the map does not have the class.
    public var usersAccuracy: Figure?
    /// Producer's accuracy (recall); nil where the reference does not have the class.
    public var producersAccuracy: Figure?
    /// F1.
    public var f1: Figure?
    /// Intersection over union.
    public var intersectionOverUnion: Figure?
    /// The area by the reference, in square metres; for a sample only.
    public var squareMetres: Figure?
  }

  /// `sample` or `census`.
  public var kind: String
  /// Labelled units, or pixels compared.
  public var units: Int
  /// Units without a label, or pixels without a class in map or reference.
  public var left: Int
  /// Labelled units per stratum, for a sample.
  public var strata: [String: Int]?
  /// Overall accuracy.
  public var overall: Figure
  /// The classes in the order of their numbers.
  public var classes: [ClassFigures]
  /// The error matrix, row (map) by row: shares of the area, or pixels.
  public var matrix: [[Double]]
}

public import Diagnostics

/// Accuracy of a map and areas of classes, estimated from a stratified random sample.
///
/// Strata need not be the classes of the map: a buffer around mapped change is a stratum of its own against hidden
/// omission. All figures are means or ratios of means over the area,
///
/// Ȳ = Σ W_h ȳ_h,  V(Ȳ) = Σ W_h² s²_yh / n_h,
/// R = Ȳ / X̄,  V(R) = Σ W_h² (s²_yh + R² s²_xh − 2 R s_xyh) / n_h / X̄²,
///
/// with W_h the stratum's share of the area, s² and s_xy sample variances and covariance (Stehman 2014, eqs. 3, 25, 27–29).
/// Where strata are the classes of the map this is Olofsson et al. 2014, eqs. 1–11. Sampled shares are small, and the
/// finite population correction is left out: standard errors are slightly too large, never too small.
public struct StratifiedAccuracy: Hashable, Sendable {
  /// The names of the classes.
  public let classes: [String]
  /// The area all shares refer to: the sum of the strata's.
  public let totalArea: Double
  /// Units per stratum.
  public let counts: [Int]
  /// The estimated share of the area in each cell of the error matrix, row (map) by row.
  public let matrix: [Double]
  /// The share of the area where map and reference agree.
  public let overall: AccuracyEstimate
  /// User's accuracy of each class; nil where no unit has the class in the map.
  public let usersAccuracy: [AccuracyEstimate?]
  /// Producer's accuracy of each class; nil where no unit has the class in the reference.
  public let producersAccuracy: [AccuracyEstimate?]
  /// F1 of each class; nil where no unit has the class at all.
  public let f1: [AccuracyEstimate?]
  /// Intersection over union of each class; nil where no unit has the class at all.
  public let intersectionOverUnion: [AccuracyEstimate?]
  /// The share of the area that is in each class by the reference.
  public let areaShares: [AccuracyEstimate]

  /// Estimates from a sample.
  ///
  /// - Parameters:
  ///   - classes: The names of the classes.
  ///   - strata: The strata with their areas, in any one unit.
  ///   - units: The units of all strata.
  /// - Throws: `.insufficientData` where a stratum has fewer than two units, so that nothing is known of its error;
  ///   `.usage` for numbers of strata and classes that do not exist and areas that are not positive.
  /// - Complexity: O(units × classes).
  public init(
    classes: [String], strata: [SampleStratum], units: [SampleUnit]
  ) throws(TiankanError) {
    let sample = try StratifiedSample(strata: strata, units: units, classes: classes.count)
    self.classes = classes
    totalArea = sample.totalArea
    counts = sample.counts
    let numbers = classes.indices
    matrix = numbers.flatMap { map in
      numbers.map { reference in
        sample.mean { $0.map == map && $0.reference == reference ? 1 : 0 }.value
      }
    }
    overall = sample.mean { $0.map == $0.reference ? 1 : 0 }
    areaShares = numbers.map { index in sample.mean { $0.reference == index ? 1 : 0 } }
    usersAccuracy = numbers.map { index in
      sample.ratio {
        $0.map == index && $0.reference == index ? 1 : 0
      } of: {
        $0.map == index ? 1 : 0
      }
    }
    producersAccuracy = numbers.map { index in
      sample.ratio {
        $0.map == index && $0.reference == index ? 1 : 0
      } of: {
        $0.reference == index ? 1 : 0
      }
    }
    f1 = numbers.map { index in
      sample.ratio {
        $0.map == index && $0.reference == index ? 2 : 0
      } of: {
        ($0.map == index ? 1 : 0) + ($0.reference == index ? 1 : 0)
      }
    }
    intersectionOverUnion = numbers.map { index in
      sample.ratio {
        $0.map == index && $0.reference == index ? 1 : 0
      } of: {
        $0.map == index || $0.reference == index ? 1 : 0
      }
    }
  }
}

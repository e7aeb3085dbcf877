/// Watches the series of one pixel: fits what is normal to its history, and says when later observations leave it.
///
/// Three methods, each with a process that moves with every observation and is all there is to remember:
/// - an exponentially weighted moving average of the residuals (EWMACD, Brooks et al. 2014,
///   doi:10.1109/TGRS.2013.2272545): leaves ± limit × σ √(λ/(2 − λ));
/// - the cumulative sum of the residuals (OLS-CUSUM of Leisch, Hornik and Kuan 2000 as in strucchange and bfast): leaves
///   ± √(x (x − 1) (c² + ln(x/(x − 1)))) σ √h, with h observations in the history, n since its start and x = n/h;
/// - a run of residuals beyond some standard deviations (CCDC, Zhu and Woodcock 2014, doi:10.1016/j.rse.2014.01.011).
///
/// A value: results depend on the series alone. The arithmetic is IEEE 754's basic operations, so the same series gives
/// the same bits anywhere. Nothing is allocated per pixel: a worker keeps a `MonitorWorkspace`.
public struct SeriesMonitor: Hashable, Sendable {
  /// How a change is recognised.
  public enum Method: Hashable, Sendable {
    /// A moving average of weight `memory` (λ) for the latest observation leaves ± `limit` times its own deviation.
    /// Residuals beyond `outlier` standard deviations do not enter it; where `limitsOutliers`, as that much.
    case movingAverage(
      memory: Double = 0.3, limit: Double = 2, outlier: Double = 10, limitsOutliers: Bool = false)
    /// The sum leaves the boundary of a significance.
    case cumulativeSum(significance: Double = 0.05)
    /// So many observations in succession lie more than `deviations` standard deviations off.
    case consecutive(deviations: Double = 3, observations: Int = 3)
  }

  /// Which observations of the history the curve is fitted to.
  public enum History: Hashable, Sendable {
    /// All.
    case all
    /// All but those more than so many standard deviations off a first fit (Shewhart's chart).
    case screened(deviations: Double)
    /// Those after the latest break of structure, by the reverse-ordered cumulative sum of recursive residuals (ROC, Pesaran
    /// and Timmermann 2002, as in bfastmonitor).
    case reverseOrdered(significance: Double)
    /// The latest for which slope, first and last residual are small against the spread (CCDC's initialisation).
    ///
    /// `slopeDays` is the time over which the slope counts; nil for the time that the observations span. Where `isRobust`,
    /// observations without weight in a robust fit are left out first.
    case stable(deviations: Double, slopeDays: Double?, isRobust: Bool)
  }

  /// What an observation did.
  public enum Signal: UInt8, BitwiseCopyable, Hashable, Sendable {
    /// Nothing is unusual.
    case none
    /// The process is below its lower bound.
    case below
    /// The process is above its upper bound.
    case above
  }

  /// The method.
  public let method: Method
  /// The choice of the history.
  public let history: History
  /// The least standard deviation that is believed, in the units of the values.
  public let leastDeviation: Double
  let weight: Double
  let bound: Double
  let criticalSquare: Double
  let reverseCritical: Double

  /// Creates a monitor.
  public init(_ method: Method, history: History = .all, leastDeviation: Double = 0) {
    self.method = method
    self.history = history
    self.leastDeviation = leastDeviation
    switch method {
    case .movingAverage(let memory, let limit, _, _):
      precondition(memory > 0 && memory <= 1, "the memory lies between 0 and 1")
      weight = memory
      bound = limit * (memory / (2 - memory)).squareRoot()
      criticalSquare = 0
    case .cumulativeSum(let significance):
      weight = 0
      bound = 0
      let critical = CumulativeSumLimit.monitoring(significance: significance)
      criticalSquare = critical * critical
    case .consecutive(let deviations, _):
      weight = 0
      bound = deviations
      criticalSquare = 0
    }
    if case .reverseOrdered(let significance) = history {
      reverseCritical = CumulativeSumLimit.history(significance: significance)
    } else {
      reverseCritical = 0
    }
  }
}

/// What a monitor remembers of a pixel besides the model.
public struct MonitorProcess: BitwiseCopyable, Hashable, Sendable {
  /// The moving average, the sum, or the run of unusual observations (negative where they are low), in 1/256 of the values' unit; a run
  /// in observations.
  public var value: Int32 = 0
  /// The observations since the history ended, as far as the method counts them; stops at 65535.
  public var count: UInt16 = 0

  /// Creates a process at rest.
  public init() {}

  /// The fixed point: this many units make one unit of the values.
  static let scale = 256.0

  /// Keeps a number, rounded half to even; clamped at the ends, which no series of index values reaches.
  @inline(__always)
  mutating func set(_ number: Double) {
    value = Int32(
      truncatingIfNeeded: nearestInteger(
        max(-2_147_483_000, min(2_147_483_000, number * Self.scale))))
  }

  /// The kept number.
  @inline(__always)
  var number: Double { Double(value) * (1 / Self.scale) }
}

/// Where the monitoring of a pixel begins.
public struct MonitorStart: BitwiseCopyable, Hashable, Sendable {
  /// What is normal.
  public var model: SeriesModel
  /// The process at the end of the history.
  public var process: MonitorProcess
  /// The first observation that the model was fitted to, as a position in the series.
  public var first: Int
  /// Whether the history is stable by the rule that chose it.
  public var isStable: Bool
}

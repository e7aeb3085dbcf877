import Synchronization

/// The regressors of one date, and their products in pairs: what the normal equations of every pixel sum up.
public struct SeriesRow: BitwiseCopyable, Sendable {
  /// The day, in days since 1970-01-01.
  public var day: Int
  /// Which design it is of: no two have the same number.
  let design: Int
  /// The regressors; 0 beyond the terms of the design.
  public var regressors: SIMD8<Double>
  /// The products of the lower triangle, row after row: (0, 0), (1, 0), (1, 1), (2, 0) …, the first 16.
  var products: SIMD16<Double>
  /// The products from the 17th on: only of more than five terms.
  var moreProducts: SIMD8<Double>

  /// Creates a row from its regressors.
  init(day: Int, _ regressors: SIMD8<Double>, terms: Int, design: Int) {
    self.day = day
    self.design = design
    self.regressors = regressors
    products = SIMD16(repeating: 0)
    moreProducts = SIMD8(repeating: 0)
    var place = 0
    for i in 0..<terms {
      for j in 0...i {
        let product = regressors[i] * regressors[j]
        if place < 16 { products[place] = product } else { moreProducts[place - 16] = product }
        place += 1
      }
    }
  }

  /// The value of a curve on this date.
  @inline(__always)
  func value(_ coefficients: SIMD8<Double>) -> Double {
    let terms = regressors * coefficients
    // Adjacent lanes first, so that the order of the sum is fixed.
    let pairs = terms.evenHalf + terms.oddHalf
    let fours = pairs.evenHalf + pairs.oddHalf
    return fours[0] + fours[1]
  }
}

/// The regressors of every date of a series: a constant, harmonics of the year, a trend.
///
/// All pixels of a block share it. Order of the terms: 1, cos ωt, sin ωt, cos 2ωt, sin 2ωt, trend in years, as far as
/// there are. Phases come from `HarmonicBasis`, so they are the same on every machine. Memory: 320 bytes per date.
public struct SeriesDesign: Sendable {
  /// The terms, up to six.
  public let terms: Int
  /// Which term is the trend; nil where there is none.
  public let trendTerm: Int?
  /// One row per date.
  public let rows: [SeriesRow]

  /// The most terms that a design may have.
  public static let mostTerms = 6
  private static let designs = Atomic<Int>(0)

  private static func nextNumber() -> Int {
    designs.add(1, ordering: .relaxed).newValue
  }

  /// The day on which the trend is zero: 2020-01-01.
  static let trendOrigin = 18_262

  /// Creates the design of some days.
  ///
  /// - Parameters:
  ///   - days: days since 1970-01-01.
  ///   - order: 0, 1 or 2 harmonics.
  ///   - hasTrend: whether the last term is a trend.
  public init(days: some Sequence<Int>, order: Int, hasTrend: Bool = false) {
    precondition((0...2).contains(order), "up to two harmonics")
    let basis = HarmonicBasis.shared.values
    let terms = 1 + 2 * order + (hasTrend ? 1 : 0)
    self.terms = terms
    trendTerm = hasTrend ? terms - 1 : nil
    let number = Self.nextNumber()
    rows = days.map { day in
      let phase = 2 * (day % HarmonicBasis.period)
      let (cosine, sine) = (basis[phase], basis[phase + 1])
      var row = SIMD8<Double>(repeating: 0)
      row[0] = 1
      if order > 0 {
        row[1] = cosine
        row[2] = sine
      }
      if order > 1 {
        row[3] = cosine * cosine - sine * sine
        row[4] = 2 * cosine * sine
      }
      if hasTrend { row[terms - 1] = Double(day - Self.trendOrigin) / 365.25 }
      return SeriesRow(day: day, row, terms: terms, design: number)
    }
  }

  /// Creates a design from regressors that were made elsewhere, such as another program's.
  ///
  /// - Parameters:
  ///   - days: days since 1970-01-01.
  ///   - regressors: one row per day, all of one length from 1 to 6.
  ///   - trendTerm: which of them is a trend.
  public init(days: [Int], regressors: [[Double]], trendTerm: Int? = nil) {
    let terms = regressors.first?.count ?? 1
    precondition((1...Self.mostTerms).contains(terms), "one to six terms")
    precondition(regressors.allSatisfy { $0.count == terms }, "rows of one length")
    precondition(days.count == regressors.count, "one row per day")
    self.terms = terms
    self.trendTerm = trendTerm
    let number = Self.nextNumber()
    rows = zip(days, regressors).map { day, values in
      var row = SIMD8<Double>(repeating: 0)
      for (i, value) in values.enumerated() { row[i] = value }
      return SeriesRow(day: day, row, terms: terms, design: number)
    }
  }
}

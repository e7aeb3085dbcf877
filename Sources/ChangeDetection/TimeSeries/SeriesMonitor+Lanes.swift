extension SeriesMonitor {
  /// Whether `examineEight` does the arithmetic of this monitor in vectors: where the whole history is fitted.
  public var worksInLanes: Bool { if case .all = history { true } else { false } }

  /// Examines eight neighbouring pixels of a block, with the results that `examine` has for each.
  ///
  /// - Parameters:
  ///   - samples: stored values, date after date, `IndexValue.noData` where there is no observation.
  ///   - stride: the distance from a date to the next.
  ///   - pixel: the position of the first of the eight pixels in a date.
  ///   - history: how many dates are the history; the later ones are watched.
  ///   - design: the regressors of the dates; their number is that of the dates.
  ///   - lanes: the worker's memory.
  ///   - workspace: the worker's memory for one pixel.
  /// - Returns: one outcome per pixel.
  /// - Complexity: linear in the dates; a factorisation for each pixel whose dates are not those of its neighbours.
  public func examineEight(
    _ samples: Span<Int16>, stride: Int, pixel: Int, history: Int, design: SeriesDesign,
    lanes: inout SeriesLanes, workspace: inout MonitorWorkspace
  ) -> InlineArray<8, MonitorOutcome> {
    precondition(worksInLanes, "the whole history is fitted")
    let rows = design.rows.span
    lanes.reserve(rows.count)
    let known = load(
      samples, stride, pixel, history, &lanes.values, &lanes.weights, &lanes.sights)
    var outcomes = InlineArray<8, MonitorOutcome>(repeating: MonitorOutcome(status: .tooFew))
    let determined = prepareFactors(known, history, rows, design.terms, &lanes, &workspace.factor)
    guard determined != 0 else { return outcomes }
    let curves = fit(history, rows, terms: design.terms, lanes)
    var processes = begin(curves, known, determined, history, rows, design.terms, lanes, &outcomes)
    watch(samples, stride, pixel, history, rows, curves, &processes, &outcomes)
    return outcomes
  }

  /// Reads the history of the pixels.
  ///
  /// - Returns: the observations of each pixel.
  @inline(__always)
  private func load(
    _ samples: Span<Int16>, _ stride: Int, _ pixel: Int, _ history: Int,
    _ values: inout [SIMD8<Double>], _ weights: inout [SIMD8<Double>], _ sights: inout [UInt8]
  ) -> SIMD8<Double> {
    var values = values.mutableSpan
    var weights = weights.mutableSpan
    var sights = sights.mutableSpan
    var known = SIMD8<Double>(repeating: 0)
    for date in 0..<history {
      let stored = eightValues(samples, at: date * stride + pixel)
      let sight = sightOfEight(stored)
      sights[date] = sight.rawValue
      switch sight {
      case .none: continue
      case .all:
        known += 1
        values[date] = SIMD8<Double>(stored)
      case .some:
        var weight = SIMD8<Double>(repeating: 0)
        for lane in 0..<8 where stored[lane] != .min { weight[lane] = 1 }
        known += weight
        weights[date] = weight
        values[date] = SIMD8<Double>(stored) * weight
      }
    }
    return known
  }

  /// Factorises the normal equations of the pixels: once where all are seen on the same dates.
  ///
  /// - Returns: a bit per pixel whose observations determine the curve.
  private func prepareFactors(
    _ known: SIMD8<Double>, _ history: Int, _ rows: Span<SeriesRow>, _ terms: Int,
    _ lanes: inout SeriesLanes, _ factor: inout NormalFactor
  ) -> UInt8 {
    if lanes.isShared(history) {
      let count = lanes.collectDates(of: 0, history)
      guard isDetermined(count, rows, terms, lanes.dates, &factor) else { return 0 }
      factor.share(with: &lanes, terms: terms)
      return .max
    }
    var determined: UInt8 = 0
    for lane in 0..<SeriesLanes.width {
      let count = lanes.collectDates(of: lane, history)
      guard isDetermined(count, rows, terms, lanes.dates, &factor) else { continue }
      factor.copy(to: lane, of: &lanes, terms: terms)
      determined |= 1 << UInt8(lane)
    }
    return determined
  }

  private func isDetermined(
    _ count: Int, _ rows: Span<SeriesRow>, _ terms: Int, _ dates: [UInt16],
    _ factor: inout NormalFactor
  ) -> Bool {
    2 * count >= 3 * terms && count >= terms
      && factor.prepare(dates: dates.span, part: 0..<count, design: rows, terms: terms)
  }

  /// Least squares of the pixels: coefficients of each term.
  @inline(__always)
  private func fit(
    _ history: Int, _ rows: Span<SeriesRow>, terms: Int, _ lanes: SeriesLanes
  ) -> InlineArray<8, SIMD8<Double>> {
    // With a constant number of terms the sums stay in registers.
    terms == 5
      ? fitTerms(history, rows, terms: 5, lanes) : fitTerms(history, rows, terms: terms, lanes)
  }

  @inline(__always)
  private func fitTerms(
    _ history: Int, _ rows: Span<SeriesRow>, terms: Int, _ lanes: SeriesLanes
  ) -> InlineArray<8, SIMD8<Double>> {
    let values = lanes.values.span
    let sights = lanes.sights.span
    var right = InlineArray<8, SIMD8<Double>>(repeating: SIMD8(repeating: 0))
    for date in 0..<history where sights[date] != SeriesLanes.Sight.none.rawValue {
      let value = values[date]
      let regressors = rows[date].regressors
      for term in 0..<terms { right[term] += regressors[term] * value }
    }
    return lanes.solve(right, terms: terms)
  }

  /// Residuals, their spread and the process at the end of the history.
  @inline(__always)
  private func begin(
    _ curves: InlineArray<8, SIMD8<Double>>, _ known: SIMD8<Double>, _ determined: UInt8,
    _ history: Int, _ rows: Span<SeriesRow>, _ terms: Int, _ lanes: SeriesLanes,
    _ outcomes: inout InlineArray<8, MonitorOutcome>
  ) -> InlineArray<8, MonitorProcess> {
    let values = lanes.values.span
    let weights = lanes.weights.span
    let sights = lanes.sights.span
    var sum = SIMD8<Double>(repeating: 0)
    var squares = sum
    var average = sum
    let averages = if case .movingAverage = method { true } else { false }
    for date in 0..<history where sights[date] != SeriesLanes.Sight.none.rawValue {
      var residual = values[date] - curve(curves, rows[date].regressors, terms: terms)
      if sights[date] == SeriesLanes.Sight.some.rawValue {
        let weight = weights[date]
        residual *= weight
        if averages {
          let next = (1 - self.weight) * average + self.weight * residual
          for lane in 0..<8 where weight[lane] != 0 { average[lane] = next[lane] }
        }
      } else if averages {
        average = (1 - self.weight) * average + self.weight * residual
      }
      sum += residual
      squares += residual * residual
    }
    var processes = InlineArray<8, MonitorProcess>(repeating: MonitorProcess())
    for lane in 0..<SeriesLanes.width where determined & (1 << UInt8(lane)) != 0 {
      let deviation = deviation(
        sum: sum[lane], squares: squares[lane], count: known[lane], terms: terms)
      var coefficients = SIMD8<Double>(repeating: 0)
      for term in 0..<terms { coefficients[term] = curves[term][lane] }
      outcomes[lane].status = .stable
      outcomes[lane].model = SeriesModel(
        coefficients: coefficients, deviation: max(deviation, leastDeviation),
        count: Int(known[lane]))
      if averages { processes[lane].set(average[lane]) }
    }
    return processes
  }

  /// Takes the later dates in, each pixel until it leaves its bound.
  @inline(__always)
  private func watch(
    _ samples: Span<Int16>, _ stride: Int, _ pixel: Int, _ history: Int, _ rows: Span<SeriesRow>,
    _ curves: InlineArray<8, SIMD8<Double>>, _ processes: inout InlineArray<8, MonitorProcess>,
    _ outcomes: inout InlineArray<8, MonitorOutcome>
  ) {
    for date in history..<max(history, rows.count) {
      let stored = eightValues(samples, at: date * stride + pixel)
      guard sightOfEight(stored) != .none else { continue }
      let residual =
        SIMD8<Double>(stored) - curve(curves, rows[date].regressors, terms: SeriesDesign.mostTerms)
      for lane in 0..<SeriesLanes.width
      where stored[lane] != .min && outcomes[lane].status == .stable {
        let signal = step(
          &processes[lane], residual: residual[lane], model: outcomes[lane].model)
        guard signal != .none else { continue }
        outcomes[lane].status = .broken
        outcomes[lane].signal = signal
        outcomes[lane].day = rows[date].day
      }
    }
  }

  /// The values of eight curves on a date, summed in the order of `SeriesRow.value`.
  @inline(__always)
  private func curve(
    _ curves: InlineArray<8, SIMD8<Double>>, _ regressors: SIMD8<Double>, terms: Int
  ) -> SIMD8<Double> {
    let first = regressors[0] * curves[0] + regressors[1] * curves[1]
    let second = regressors[2] * curves[2] + regressors[3] * curves[3]
    let third =
      terms == 5
      ? regressors[4] * curves[4] : regressors[4] * curves[4] + regressors[5] * curves[5]
    return (first + second) + third
  }
}

/// Eight stored values that lie side by side.
@inline(__always)
private func eightValues(_ samples: Span<Int16>, at start: Int) -> SIMD8<Int16> {
  // SAFETY: the span checks the bounds, and any bits are eight integers.
  unsafe samples.bytes.unsafeLoadUnaligned(
    fromByteOffset: start * MemoryLayout<Int16>.stride, as: SIMD8<Int16>.self)
}

@inline(__always)
private func sightOfEight(_ stored: SIMD8<Int16>) -> SeriesLanes.Sight {
  // SAFETY: eight lanes of 16 bits have the size of two integers of 64 bits, and any bits are integers.
  let words = unsafe unsafeBitCast(stored, to: SIMD2<UInt64>.self)
  let first = missingOfFour(words[0])
  let second = missingOfFour(words[1])
  if first | second == 0 { return .all }
  return first & second == signs ? .none : .some
}

/// The sign bit of each of four numbers of 16 bits: a comparison of vectors is a loop over lanes where the compiler knows no
/// more than SSE2.
private let signs: UInt64 = 0x8000_8000_8000_8000

/// The sign bits of the numbers among four that are "no data", 0x8000.
@inline(__always)
private func missingOfFour(_ word: UInt64) -> UInt64 {
  let difference = word ^ signs
  // The low 15 bits carry into the sign exactly where one of them is set.
  let carried = (difference & ~signs) &+ ~signs
  return ~(carried | difference) & signs
}

import Imagery

/// The curve that a pixel's NDVI is held against in an epoch, rounded as the state keeps it before anything is compared.
struct CurveModel: BitwiseCopyable, Hashable, Sendable {
  /// Coefficients of up to six terms, the deviation and the number of observations: bits, in the order of the state's planes.
  var stored: [8 of Int16]
  /// What they mean.
  var model: SeriesModel

  /// The planes of the state.
  static let planes = 8

  /// Rounds a fit: coefficients to ten-thousandths, the deviation likewise.
  init(_ fit: SeriesModel) {
    var numbers = [8 of Int16](repeating: 0)
    for term in 0..<SeriesDesign.mostTerms {
      numbers[term] = Int16(
        max(-32_767, min(32_767, fit.coefficients[term])).rounded(.toNearestOrEven))
    }
    let deviation = UInt16(max(1, min(65_535, fit.deviation)).rounded(.toNearestOrEven))
    numbers[6] = Int16(bitPattern: deviation)
    numbers[7] = Int16(bitPattern: UInt16(clamping: fit.count))
    self.init(stored: numbers)
  }

  /// Reads what the state kept.
  init(stored: [8 of Int16]) {
    self.stored = stored
    var coefficients = SIMD8<Double>(repeating: 0)
    for term in 0..<SeriesDesign.mostTerms { coefficients[term] = Double(stored[term]) }
    model = SeriesModel(
      coefficients: coefficients, deviation: Double(UInt16(bitPattern: stored[6])),
      count: Int(UInt16(bitPattern: stored[7])))
  }

  static let unknown = CurveModel(stored: [8 of Int16](repeating: 0))

  static func == (left: CurveModel, right: CurveModel) -> Bool { left.model == right.model }

  func hash(into hasher: inout Hasher) { hasher.combine(model) }
}

/// What a monitor says of the NDVI of an observation.
struct VegetationSignal: BitwiseCopyable, Sendable {
  /// What the curve expects, as an index value.
  var expected: Int16
  /// Whether vegetation is lost.
  var isLost: Bool
}

extension SeasonLimits {
  /// These limits with a monitor's judgement of the vegetation.
  func judged(by signal: VegetationSignal?) -> SeasonLimits {
    guard let signal else { return self }
    var limits = self
    limits.vegetation = signal.expected
    limits.vegetationFloor = signal.isLost ? .max : .min
    return limits
  }
}

extension PixelMemory {
  /// Moves the monitor's process by an observation; water says nothing of vegetation.
  mutating func watch(
    _ observation: PixelObservation, curve: CurveModel, row: SeriesRow, monitor: SeriesMonitor,
    rules: ConstructionRules
  ) -> VegetationSignal {
    let value = row.value(curve.model.coefficients)
    let expected = IndexValue.stored(scaled: value)
    guard observation.water == IndexValue.noData || observation.water <= rules.waterIndex else {
      return VegetationSignal(expected: expected, isLost: false)
    }
    let signal = monitor.step(
      &process, residual: Double(observation.vegetation) - value, model: curve.model)
    return VegetationSignal(expected: expected, isLost: signal == .below)
  }
}

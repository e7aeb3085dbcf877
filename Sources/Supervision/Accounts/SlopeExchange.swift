/// A pair of plots of 林耕置换 (耕地下山): woods that went uphill and cropland that came downhill, with their mean slopes.
public struct SlopeExchange: Hashable, Sendable {
  /// How the pair came out.
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// The new cropland is flatter than what became woods, and can be farmed.
    case downhill
    /// The new cropland is as steep as what became woods, or steeper.
    case notFlatter = "not_flatter"
    /// The new cropland is steeper than can be farmed.
    case tooSteep = "too_steep"
    /// A plot lies outside the elevation model, has no outline, or no partner.
    case undecidable
  }

  /// The plot that became woods.
  public var up: String?
  /// The plot that became cropland.
  public var down: String?
  /// The mean slope of what became woods, in degrees; nil where unknown.
  public var upSlope: Double?
  /// The mean slope of what became cropland, in degrees.
  public var downSlope: Double?
  /// The outcome.
  public var outcome: Outcome

  /// Judges a pair.
  ///
  /// - Parameter limit: The steepest mean slope that can be farmed, `<= 25`; nil for none.
  public init(
    up: String?, down: String?, upSlope: Double?, downSlope: Double?, limit: RuleTest?
  ) {
    self.up = up
    self.down = down
    self.upSlope = upSlope
    self.downSlope = downSlope
    guard let upSlope, let downSlope else {
      outcome = .undecidable
      return
    }
    if limit?.holds(.number(downSlope)) == false {
      outcome = .tooSteep
    } else {
      outcome = downSlope < upSlope ? .downhill : .notFlatter
    }
  }

  /// The pairs among some plots: by `pair` of either side; a plot without partner stands alone.
  public static func pairs(
    _ plots: [RegisterRecord], slopes: [String: Double], limit: RuleTest?
  ) -> [SlopeExchange] {
    let up = plots.filter { $0.text("role") == PlotRole.exchangedUp.rawValue }
    let down = plots.filter { $0.text("role") == PlotRole.exchangedDown.rawValue }
    var free = Set(down.map(\.id))
    func pair(_ one: String?, _ other: String?) -> SlopeExchange {
      SlopeExchange(
        up: one, down: other, upSlope: one.flatMap { slopes[$0] },
        downSlope: other.flatMap { slopes[$0] }, limit: limit)
    }
    var pairs = up.map { plot in
      let partner = down.first {
        free.contains($0.id) && (plot.text("pair") == $0.id || $0.text("pair") == plot.id)
      }
      if let partner { free.remove(partner.id) }
      return pair(plot.id, partner?.id)
    }
    pairs += down.filter { free.contains($0.id) }.map { pair(nil, $0.id) }
    return pairs
  }
}

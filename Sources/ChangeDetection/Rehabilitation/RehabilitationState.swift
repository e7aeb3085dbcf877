/// How far the rehabilitation of a mine is, as far as a satellite shows it.
public enum RehabilitationState: String, Hashable, Sendable, CaseIterable {
  /// 未开工: nothing has changed since the start.
  case notStarted = "not_started"
  /// 削坡整形: bare ground has grown since the start.
  case shaping = "shaping"
  /// 覆土/种植: bare ground recedes or cover rises, but no trend is proven.
  case soilOrPlanting = "soil_or_planting"
  /// 复绿中: cover rises (Theil-Sen slope > 0, Mann-Kendall p < 0.1).
  case greening = "greening"
  /// 达标: R80P ≥ 1 in two successive growing seasons.
  case reached = "reached"
  /// 停滞: two seasons without growth before the target.
  case stalled = "stalled"
  /// 反复: cover that had been gained is lost again.
  case relapse = "relapse"
  /// 疑似复采: bare ground grows beyond its level at the start or its earlier edge.
  case suspectedRemining = "suspected_remining"
  /// 无法判定: too few clear observations.
  case undecidable = "undecidable"
  /// 图斑过小: too few pure pixels.
  case tooSmall = "too_small"
}

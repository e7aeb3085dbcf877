/// One of the three lines (三线); texts of the layers are in `vocabulary.yaml`.
public enum ControlLineKind: String, Hashable, Sendable, CaseIterable {
  /// Permanent basic farmland (永久基本农田).
  case permanentFarmland = "permanent_basic_farmland"
  /// Ecological red line (生态保护红线).
  case redLine = "ecological_red_line"
  /// Growth boundary of towns (城镇开发边界).
  case growthBoundary = "growth_boundary"
}

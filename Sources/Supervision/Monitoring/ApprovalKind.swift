/// What kind of permission a record of the approval layer is; texts of the layers are in `vocabulary.yaml`.
public enum ApprovalKind: String, Hashable, Sendable, CaseIterable {
  /// Conversion of farmland (农转用).
  case conversion
  /// Supply of land (供地).
  case supply
  /// The plan of new buildings in a resettlement area (建新方案), which needs no conversion.
  case newBuildPlan = "new_build_plan"
  /// A record of facility farmland (设施农用地备案).
  case facility
  /// Temporary use (临时用地).
  case temporary
  /// A batch of linked increase and decrease (增减挂钩).
  case linkedBatch = "linked_batch"

  /// Whether a clue inside still has to be held against the record by a person: what may stand there is limited.
  public var needsCheck: Bool { self == .facility || self == .temporary }
}

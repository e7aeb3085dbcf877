extension Scene {
  /// The scaling of a role's band; the identity for a role that the scene lacks.
  public func scaling(of role: BandRole) -> BandScaling {
    bands[role]?.scaling ?? BandScaling(offset: 0, unit: 1)
  }
}

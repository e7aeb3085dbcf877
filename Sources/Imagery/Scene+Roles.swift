extension Scene {
  /// The roles that the scene has a band for.
  public var roles: Set<BandRole> { Set(bands.keys) }

  /// The scene with its narrow near infrared band in the role of the broad one where it has no broad one.
  ///
  /// Sentinel-2 products at 20 m hold B8A but not B08. Both see the same plateau of vegetation's reflectance; indices
  /// of two dates should still be made from the same of the two.
  public var adoptingNarrowInfrared: Scene {
    guard bands[.nir] == nil, let narrow = bands[.nirNarrow] else { return self }
    var scene = self
    scene.bands[.nir] = narrow
    scene.notices.append(
      "the broad near infrared band is missing; \(narrow.name) is used in its place")
    return scene
  }
}

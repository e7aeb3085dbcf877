extension Scene {
  /// The files that hold the scene's bands and quality layer, in the order of their names.
  public var files: [String] {
    Set(bands.values.map(\.path) + (quality.map { [$0.source.path] } ?? [])).sorted()
  }
}

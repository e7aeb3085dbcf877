/// Which overpasses of an archive a pass reads, and what for.
struct SeriesSelection: Sendable {
  /// An overpass that is read.
  struct Step: Sendable {
    /// The position in the archive.
    var overpass: Int
    /// Whether pixels are examined for construction.
    var construction: Bool
    /// Whether land units are observed.
    var units: Bool
  }

  /// By ascending overpass.
  let steps: [Step]

  /// The overpasses of construction.
  var construction: [Int] { steps.filter(\.construction).map(\.overpass) }

  /// - Parameters:
  ///   - construction: Positions of overpasses.
  ///   - units: Positions of overpasses.
  init(construction: some Sequence<Int>, units: some Sequence<Int>) {
    let (first, second) = (Set(construction), Set(units))
    steps = first.union(second).sorted().map {
      Step(overpass: $0, construction: first.contains($0), units: second.contains($0))
    }
  }

  /// The whole archive.
  init(all archive: SceneArchive) {
    self.init(construction: archive.overpasses.indices, units: archive.overpasses.indices)
  }
}

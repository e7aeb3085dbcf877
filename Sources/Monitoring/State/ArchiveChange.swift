/// How an archive differs from the one that a state was made of.
struct ArchiveChange: Sendable {
  /// Overpasses that have a scene more or less than they had, or another version of one.
  private(set) var overpasses: Set<OverpassMark> = []
  /// Scenes that were taken in before and whose files have another content now, without a new version.
  private(set) var altered: [SceneMark] = []
  /// The acquisitions by which rows of changed overpasses may be named.
  private(set) var withdrawn: [String] = []
  /// Whether all of it is later than anything that was known.
  private(set) var isInOrder = true
  /// How many scenes were added.
  private(set) var added = 0

  /// The day of the earliest change; nil without one.
  var firstDay: Int? { overpasses.map(\.day).min() }

  init(from known: [SceneMark], to current: [SceneMark]) {
    let before = Dictionary(known.map { ($0.product, $0) }) { first, _ in first }
    let last = known.map(\.day).max() ?? Int.min
    var stayed: Set<String> = []
    for mark in current {
      guard let old = before[mark.product] else {
        overpasses.insert(mark.overpass)
        added += 1
        isInOrder = isInOrder && mark.day > last
        continue
      }
      stayed.insert(mark.product)
      if old.content != mark.content { altered.append(mark) }
    }
    for mark in known where !stayed.contains(mark.product) {
      overpasses.insert(mark.overpass)
      isInOrder = false
    }
    if !isInOrder {
      withdrawn = known.filter { overpasses.contains($0.overpass) }.map(\.acquisition)
    }
  }
}

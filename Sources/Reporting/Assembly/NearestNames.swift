/// Names that somebody may have meant: those that differ from a text by the fewest characters.
///
/// By the distance of Levenshtein (1966), up to half the length of the text.
func nearestNames(to text: String, among names: [String], limit: Int = 3) -> [String] {
  let wanted = Array(text.unicodeScalars)
  let ranked = names.map { (name: $0, distance: distance(wanted, Array($0.unicodeScalars))) }
    .filter { $0.distance <= max(2, wanted.count / 2) }
    .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
  return ranked.prefix(limit).map(\.name)
}

private func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var row = Array(0...right.count)
  for (position, scalar) in left.enumerated() {
    var diagonal = row[0]
    row[0] = position + 1
    for (column, other) in right.enumerated() {
      let cost = min(
        row[column] + 1, row[column + 1] + 1, diagonal + (scalar == other ? 0 : 1))
      diagonal = row[column + 1]
      row[column + 1] = cost
    }
  }
  return row[right.count]
}

import Imagery

/// The strata of a map of classes: one for each class, and the ring around what changed as one of its own.
///
/// What a map leaves out lies mostly beside what it finds. A few units there, as a share of a small area, say much about
/// hidden omission; the same units spread over all unchanged land would say nothing (Olofsson et al. 2020, RSE 236:111492).
struct SampleStrata {
  /// The stratum of a pixel that has none.
  static let none = -1

  /// The width of the ring in pixels; 0 for none.
  let ring: Int

  /// Writes the stratum of each pixel of some rows: the class's number, or `buffer` for class 0 within `ring` pixels of
  /// another class.
  ///
  /// - Parameters:
  ///   - classes: The class numbers of the rows and of `ring` rows on either side, as far as there are any.
  ///   - above: How many of those rows lie above.
  ///   - strata: Receives the strata; its size says how many rows there are.
  func stratify(
    _ classes: Span<UInt16>, columns: Int, above: Int, into strata: inout MutableSpan<UInt16>
  ) {
    let rows = strata.count / columns
    let available = classes.count / columns
    // For each column, the row after the last in which a class stands within `ring` columns.
    var lastSeen = [Int](repeating: -1 - 2 * (ring + 1), count: columns)
    for index in strata.indices { strata[index] = classes[above * columns + index] }
    guard ring > 0 else { return }
    // A pixel is near where one of the rows from `ring` above to `ring` below has a class within `ring` columns.
    for row in 0..<available {
      var nearest = Int.min / 2
      var column = 0
      // Columns are marked from both sides by one sweep over the positions with a class.
      while column < columns {
        let value = classes[row * columns + column]
        if value != 0 && value != ClassMap.none { nearest = column }
        let center = column - ring
        if center >= 0, nearest >= center - ring { lastSeen[center] = row }
        column += 1
      }
      for center in max(0, columns - ring)..<columns where nearest >= center - ring {
        lastSeen[center] = row
      }
      mark(row - ring - above, rows: rows, columns: columns, from: row, lastSeen, into: &strata)
    }
    // The last rows of the raster have fewer rows below them.
    for row in available..<(available + ring) {
      mark(row - ring - above, rows: rows, columns: columns, from: row, lastSeen, into: &strata)
    }
  }

  /// Marks the pixels of a row whose latest row with a class is at most 2 × ring rows before `last`.
  private func mark(
    _ target: Int, rows: Int, columns: Int, from last: Int, _ lastSeen: [Int],
    into strata: inout MutableSpan<UInt16>
  ) {
    guard (0..<rows).contains(target) else { return }
    for column in 0..<columns
    where strata[target * columns + column] == 0 && lastSeen[column] >= last - 2 * ring {
      strata[target * columns + column] = Self.buffer
    }
  }

  /// The number of the ring's stratum.
  static let buffer = UInt16.max - 1
}

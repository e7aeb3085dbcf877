/// Areas of pixels at every 2ˢʰⁱᶠᵗ-th column and row, bilinear between them, in integers.
///
/// Inside a cell of the lattice the exact bilinear areas of the pixels of a row are added up from the cell's left side;
/// a pixel's integer area is the difference of two rounded sums. So a run inside a cell costs two roundings however
/// long it is, and the areas of its pixels add up to it exactly.
struct PixelAreaLattice: Sendable {
  /// The base-2 logarithm of the spacing of nodes in pixels, at most 8.
  let shift: Int
  /// The number of nodes in a row of nodes.
  let width: Int
  /// The area of the pixel at each node, below 2³⁰ units, row after row.
  let nodes: [Int64]

  /// The sum of the areas of the pixels `start ..< end` of a row.
  func sum(row: Int, start: Int, end: Int) -> Int64 {
    let nodeRow = row >> shift
    let below = Int64(row & ((1 << shift) - 1))
    let above = Int64(1 << shift) - below
    var total: Int64 = 0
    var column = start
    while column < end {
      let cell = column >> shift
      let cellStart = cell << shift
      let cellEnd = min(end, cellStart + (1 << shift))
      let upper = nodeRow * width + cell
      let lower = upper + width
      let left = nodes[upper] &* above &+ nodes[lower] &* below
      let right = nodes[upper + 1] &* above &+ nodes[lower + 1] &* below
      total &+= accumulated(left, right, count: Int64(cellEnd - cellStart))
      total &-= accumulated(left, right, count: Int64(column - cellStart))
      column = cellEnd
    }
    return total
  }

  /// The rounded sum of the first `count` pixels of a cell's row, whose areas times the spacing go from `left` towards
  /// `right`: below 2³⁸ · 2¹⁶ before rounding.
  private func accumulated(_ left: Int64, _ right: Int64, count: Int64) -> Int64 {
    let distances = count &* (count &- 1) / 2
    let exact = left &* ((count << Int64(shift)) &- distances) &+ right &* distances
    let half: Int64 = shift == 0 ? 0 : 1 << Int64(2 * shift - 1)
    return (exact &+ half) >> Int64(2 * shift)
  }
}

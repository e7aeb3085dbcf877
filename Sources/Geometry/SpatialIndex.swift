/// Finds the envelopes that meet a given one: a packed R-tree that is built once.
///
/// Sort-Tile-Recursive packing (Leutenegger, Lopez and Edgington 1997): leaves of 16 envelopes, sorted into slices by
/// the middle of their easting and inside a slice by the middle of their northing. Ties keep the given order, so the
/// same envelopes always make the same tree.
///
/// - Complexity: building takes O(n log n), a query O(log n + hits) on scattered data; 40 bytes per envelope.
public struct SpatialIndex: Sendable {
  private static let nodeSize = 16

  /// Positions in the given array, in the order of the leaves.
  private var items: [Int32]
  /// The envelopes of each level, leaves first; level 0 follows `items`.
  private var levels: [[Envelope]]

  /// The number of envelopes.
  public var count: Int { items.count }

  /// Creates an index; envelopes that are empty are never found.
  public init(_ envelopes: [Envelope]) {
    items = Self.packed(envelopes)
    levels = [items.map { envelopes[Int($0)] }]
    while let last = levels.last, last.count > 1 {
      var parents: [Envelope] = []
      parents.reserveCapacity((last.count + Self.nodeSize - 1) / Self.nodeSize)
      for start in stride(from: 0, to: last.count, by: Self.nodeSize) {
        let end = min(start + Self.nodeSize, last.count)
        parents.append(last[start..<end].reduce(.empty) { $0.union($1) })
      }
      levels.append(parents)
    }
  }

  private static func packed(_ envelopes: [Envelope]) -> [Int32] {
    precondition(envelopes.count < Int(Int32.max), "too many envelopes for one index")
    var order = envelopes.indices.filter { !envelopes[$0].isEmpty }.map { Int32($0) }
    let leaves = (order.count + nodeSize - 1) / nodeSize
    let slices = Int(Double(leaves).squareRoot().rounded(.up))
    guard slices > 1 else { return order }
    func sort(_ range: Range<Int>, by middle: (Envelope) -> Double) {
      order[range].sort { a, b in
        let first = middle(envelopes[Int(a)])
        let second = middle(envelopes[Int(b)])
        return first != second ? first < second : a < b
      }
    }
    sort(0..<order.count) { $0.minX + $0.maxX }
    let sliceSize = (leaves + slices - 1) / slices * nodeSize
    for start in stride(from: 0, to: order.count, by: sliceSize) {
      sort(start..<min(start + sliceSize, order.count)) { $0.minY + $0.maxY }
    }
    return order
  }
}

extension SpatialIndex {
  /// Calls `body` with the position of every envelope that meets `window`, in the order of the tree, which is the same
  /// for every build from the same envelopes.
  public func query(_ window: Envelope, _ body: (Int) -> Void) {
    guard !window.isEmpty, !items.isEmpty else { return }
    visit(level: levels.count - 1, node: 0, window, body)
  }

  /// The positions of all envelopes that meet `window`, ascending.
  public func query(_ window: Envelope) -> [Int] {
    var found: [Int] = []
    query(window) { found.append($0) }
    found.sort()
    return found
  }

  private func visit(level: Int, node: Int, _ window: Envelope, _ body: (Int) -> Void) {
    guard levels[level][node].intersects(window) else { return }
    guard level > 0 else { return body(Int(items[node])) }
    let start = node * Self.nodeSize
    for child in start..<min(start + Self.nodeSize, levels[level - 1].count) {
      visit(level: level - 1, node: child, window, body)
    }
  }
}

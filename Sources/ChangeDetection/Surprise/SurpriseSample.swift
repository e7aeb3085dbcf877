public import Imagery

/// Pixels of a pair drawn by their places: what the model of the method `surprise` is fitted to.
///
/// Each pixel has a number that follows from its row and column; those with the lowest numbers are taken. So the sample depends on the
/// scene alone, whatever the order in which its parts are added.
public struct SurpriseSample: Sendable {
  /// A drawn pixel: its number, then blue, green, red and cirrus of the earlier and the later date; cirrus 0 where there is none.
  struct Drawn: Sendable {
    var key: UInt64
    var numbers: InlineArray<8, Float>
  }

  private let ceiling: UInt64
  private var drawn: [Drawn] = []

  /// Creates an empty sample.
  ///
  /// - Parameter pixels: How many pixels will be offered at most.
  public init(of pixels: Int) {
    // Four times as many as are needed, for those that are hidden.
    let share = min(1, 4 * Double(SurpriseModel.sampleSize) / Double(max(1, pixels)))
    ceiling = share >= 1 ? .max : UInt64(share * 0x1p64)
  }

  /// How many pixels were drawn.
  public var count: Int { drawn.count }

  /// Draws from a part of two stacks.
  ///
  /// - Parameters:
  ///   - before: The bands of the earlier date.
  ///   - after: The aligned bands of the later date.
  ///   - usable: 0 where a date did not see the ground.
  ///   - core: The part, in the stacks.
  ///   - row: The row of the grid that is the stacks' first.
  ///   - column: The column of the grid that is the stacks' first.
  mutating func add(
    before: borrowing BandStack, after: borrowing BandStack, usable: Span<UInt8>, core: Window,
    row: Int, column: Int
  ) {
    let width = after.width
    let hasCirrus = before.position(of: .cirrus) != nil && after.position(of: .cirrus) != nil
    for line in core.row..<core.endRow {
      for place in core.column..<core.endColumn where usable[line * width + place] != 0 {
        var hash = SplitMix64(
          state: UInt64(truncatingIfNeeded: row + line) << 32
            ^ UInt64(truncatingIfNeeded: column + place))
        let key = hash.next()
        guard key <= ceiling else { continue }
        let position = line * width + place
        var numbers = InlineArray<8, Float>(repeating: 0)
        for (band, role) in SurpriseModel.roles.enumerated() {
          numbers[band] = before.plane(role)[position]
          numbers[4 + band] = after.plane(role)[position]
        }
        if hasCirrus {
          numbers[3] = before.plane(.cirrus)[position]
          numbers[7] = after.plane(.cirrus)[position]
        }
        drawn.append(Drawn(key: key, numbers: numbers))
      }
    }
  }

  /// Adds another sample of the same pair.
  public mutating func merge(_ other: SurpriseSample) { drawn += other.drawn }

  /// Leaves the pixels with the lowest numbers, in their order.
  public mutating func finish() {
    drawn.sort { $0.key < $1.key }
    if drawn.count > SurpriseModel.sampleSize {
      drawn.removeLast(drawn.count - SurpriseModel.sampleSize)
    }
  }

  /// The numbers of the visible bands, one list per band.
  public func visible(_ date: PairDate) -> [[Float]] {
    (0..<3).map { band in drawn.map { $0.numbers[date == .before ? band : 4 + band] } }
  }

  /// The median of the cirrus band.
  public func cirrusMedian(_ date: PairDate) -> Float {
    let sorted = drawn.map { $0.numbers[date == .before ? 3 : 7] }.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}

extension SurpriseSample {
  /// Moves the later date of a block onto the earlier one, and draws from the block's core.
  ///
  /// - Parameters:
  ///   - shift: How the earlier date lies.
  ///   - before: The bands of the earlier date.
  ///   - after: The bands of the later date; aligned in place.
  ///   - usable: 0 where the later date did not see the ground; afterwards also where the earlier one did not.
  ///   - beforeUsable: 0 where the earlier date did not see the ground.
  ///   - core: The part of the block to draw from.
  ///   - row: The row of the grid that is the block's first.
  ///   - column: The column of the grid that is the block's first.
  public mutating func add(
    aligning shift: PixelShift, before: borrowing BandStack, after: inout BandStack,
    usable: inout Raster<UInt8>, beforeUsable: Span<UInt8>, core: Window, row: Int, column: Int
  ) {
    var work = Raster<Float>(width: 0, height: 0)
    shift.reversed.align(&after, usable: &usable, work: &work)
    keepCommon(&usable, beforeUsable)
    add(
      before: before, after: after, usable: usable.samples, core: core, row: row, column: column)
  }
}

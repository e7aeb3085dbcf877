public import Imagery

/// Pixels of a pair drawn by their places, with the numbers of both dates: what the method `ir-mad` is fitted to.
///
/// Each pixel has a number that follows from its row and column; those with the lowest numbers are kept. So the sample depends on the
/// pair alone, whatever the order in which its parts are added.
public struct PairPixels: Sendable {
  /// A drawn pixel: its number, then the bands of the earlier and of the later date.
  private struct Drawn: Sendable {
    var key: UInt64
    var numbers: InlineArray<12, Float>
  }

  /// How many pixels are kept.
  public static let limit = 1 << 14
  /// The largest number of bands.
  public static let mostBands = 6

  /// The bands, up to `mostBands`.
  public let roles: [BandRole]
  private var drawn: [Drawn] = []
  private var ceiling = UInt64.max

  /// Creates an empty sample.
  public init(of roles: [BandRole]) {
    precondition(roles.count <= Self.mostBands, "up to six bands")
    self.roles = roles
  }

  /// How many pixels were drawn.
  public var count: Int { min(drawn.count, Self.limit) }

  /// Draws from the usable pixels of a part of the pair.
  ///
  /// - Parameters:
  ///   - before: The bands of the earlier date.
  ///   - after: The bands of the later date, of the same size.
  ///   - usable: 0 where a date did not see the ground.
  ///   - row: The row of the grid that is the part's first.
  ///   - column: The column of the grid that is the part's first.
  mutating func add(
    before: borrowing BandStack, after: borrowing BandStack, usable: Span<UInt8>, row: Int,
    column: Int
  ) {
    guard !roles.isEmpty else { return }
    let width = before.width
    for line in 0..<before.height {
      for place in 0..<width where usable[line * width + place] != 0 {
        var hash = SplitMix64(
          state: UInt64(truncatingIfNeeded: row + line) << 32
            ^ UInt64(truncatingIfNeeded: column + place))
        let key = hash.next()
        guard key <= ceiling else { continue }
        var pixel = Drawn(key: key, numbers: InlineArray(repeating: 0))
        for (band, role) in roles.enumerated() {
          pixel.numbers[band] = before.plane(role)[line * width + place]
          pixel.numbers[roles.count + band] = after.plane(role)[line * width + place]
        }
        drawn.append(pixel)
        if drawn.count >= 8 * Self.limit { keepLowest() }
      }
    }
  }

  /// Adds another sample of the same pair.
  mutating func merge(_ other: PairPixels) {
    drawn += other.drawn
    keepLowest()
  }

  private mutating func keepLowest() {
    drawn.sort { $0.key < $1.key }
    guard drawn.count > Self.limit else { return }
    drawn.removeLast(drawn.count - Self.limit)
    ceiling = drawn.last?.key ?? .max
  }

  /// The numbers of each band of the earlier, then of the later date, in the order of the pixels' numbers; those that are not
  /// numbers are left out with their pixel.
  func columns() -> [[Double]] {
    let size = 2 * roles.count
    let kept = drawn.sorted { $0.key < $1.key }.prefix(Self.limit).filter { pixel in
      (0..<size).allSatisfy { pixel.numbers[$0].isFinite }
    }
    return (0..<size).map { dimension in kept.map { Double($0.numbers[dimension]) } }
  }
}

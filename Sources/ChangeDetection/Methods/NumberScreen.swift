import Imagery

/// Tells which pixels the index rule surely leaves unchanged, from four bands as their files store them.
///
/// The rule finds change only where ground is bare afterwards, and either vegetation was lost or ground that was bare has altered
/// its brightness. These conditions read no short-wave infrared, so bands of 20 m need not be resampled where they fail. What
/// remains is left to the exact rule, and so are pixels with a band at or below zero.
///
/// The bound on the error is that of `IndexScreen`: counts are whole and below 2¹⁴, so sums are exact, and products of two sums are off
/// by less than 2⁻²² of themselves.
struct NumberScreen: Sendable {
  static let roles: [BandRole] = [.blue, .green, .red, .nir]

  /// Bands in the order of `roles`.
  private let beforeZeros: [UInt16]
  private let afterZeros: [UInt16]
  private let beforePositions: [Int]
  private let afterPositions: [Int]
  private let bareBefore: Float
  private let bareAfter: Float
  private let loss: Float
  /// By how many counts the visible bands together must fall or rise.
  private let fall: UInt16
  private let rise: UInt16

  /// Creates a screen; `nil` where the bands are not those of the grid, or the bound on the error would not hold.
  init?(_ rule: IndexRule, before: borrowing NumberStack, after: borrowing NumberStack) {
    var beforePositions: [Int] = []
    var afterPositions: [Int] = []
    for role in Self.roles {
      guard let one = before.position(of: role), let two = after.position(of: role),
        before.bands[one].isFine, after.bands[two].isFine
      else { return nil }
      beforePositions.append(one)
      afterPositions.append(two)
    }
    let unit = after.bands[afterPositions[0]].scaling.unit
    for band in before.bands + after.bands {
      guard band.scaling.unit == unit, unit > 0, UInt16(exactly: -band.scaling.offset) != nil
      else { return nil }
    }
    self.beforePositions = beforePositions
    self.afterPositions = afterPositions
    beforeZeros = beforePositions.map { UInt16(-before.bands[$0].scaling.offset) }
    afterZeros = afterPositions.map { UInt16(-after.bands[$0].scaling.offset) }
    let scale = Float(IndexValue.scale)
    bareBefore = (Float(rule.bareBefore) + 1) / scale
    bareAfter = (Float(rule.bareAfter) + 1) / scale
    loss = (Float(rule.lossCeiling) + 2) / scale
    // Brightness is the mean of three bands, in ten-thousandths of reflectance.
    let counts = 3 / (IndexValue.scale * unit)
    func whole(_ value: Double) -> UInt16 { UInt16(max(0, min(65_535, value.rounded(.down)))) }
    fall = whole((-Double(rule.darkCeiling) - 2) * counts)
    rise = whole((Double(rule.brightFloor) - 2) * counts)
  }

  /// Marks the usable pixels of a range that may have changed, and sets the states that the others have.
  ///
  /// - Parameters:
  ///   - usable: One value per pixel of the range: 0 where a date does not show it, bit 1 where it needs a closer look.
  ///   - marks: Receives 1 where the exact rule must decide, else 0.
  ///   - states: Receives `PixelState.unchanged` or `.noData`.
  func judge(
    _ before: borrowing NumberStack, _ after: borrowing NumberStack, usable: Span<UInt8>,
    marks: inout MutableSpan<UInt8>, states: inout MutableSpan<UInt8>
  ) {
    judge(
      VisibleBands(
        before.numbers(at: beforePositions[0]), before.numbers(at: beforePositions[1]),
        before.numbers(at: beforePositions[2]), before.numbers(at: beforePositions[3])),
      VisibleBands(
        after.numbers(at: afterPositions[0]), after.numbers(at: afterPositions[1]),
        after.numbers(at: afterPositions[2]), after.numbers(at: afterPositions[3])),
      usable: usable, marks: &marks, states: &states)
  }

  private func judge(
    _ first: VisibleBands, _ second: VisibleBands, usable: Span<UInt8>,
    marks: inout MutableSpan<UInt8>, states: inout MutableSpan<UInt8>
  ) {
    let count = usable.count
    let (blues1, greens1, reds1, nirs1) = (first.blue, first.green, first.red, first.nir)
    let (blues2, greens2, reds2, nirs2) = (second.blue, second.green, second.red, second.nir)
    precondition(
      marks.count == count && states.count == count && blues1.count == count
        && greens1.count == count && reds1.count == count && nirs1.count == count
        && blues2.count == count && greens2.count == count && reds2.count == count
        && nirs2.count == count, "planes of one size")
    let (b1, g1, r1, n1) = (beforeZeros[0], beforeZeros[1], beforeZeros[2], beforeZeros[3])
    let (b2, g2, r2, n2) = (afterZeros[0], afterZeros[1], afterZeros[2], afterZeros[3])
    let (bareBefore, bareAfter, loss) = (bareBefore, bareAfter, loss)
    let (fall, rise) = (fall, rise)
    // Flags are numbers, not truth values, so that the loop has no branch and becomes vectors of eight pixels.
    for i in 0..<count {
      let blue1 = excess(of: blues1[i], over: b1)
      let green1 = excess(of: greens1[i], over: g1)
      let red1 = excess(of: reds1[i], over: r1)
      let nir1 = excess(of: nirs1[i], over: n1)
      let blue2 = excess(of: blues2[i], over: b2)
      let green2 = excess(of: greens2[i], over: g2)
      let red2 = excess(of: reds2[i], over: r2)
      let nir2 = excess(of: nirs2[i], over: n2)
      // Sums of three counts below 2¹⁴ fit into 16 bits.
      let union = blue1 | green1 | red1 | nir1 | blue2 | green2 | red2 | nir2
      let isOdd =
        flag(union >= 1 << 14) | flag(blue1 == 0) | flag(green1 == 0) | flag(red1 == 0)
        | flag(nir1 == 0) | flag(blue2 == 0) | flag(green2 == 0) | flag(red2 == 0)
        | flag(nir2 == 0)
      let light1 = blue1 &+ green1 &+ red1
      let light2 = blue2 &+ green2 &+ red2
      let isAltered =
        flag(excess(of: light2, over: light1) >= rise)
        | flag(excess(of: light1, over: light2) >= fall)
      let (realRed1, realNir1) = (Float(red1), Float(nir1))
      let (realRed2, realNir2) = (Float(red2), Float(nir2))
      let sum1 = realNir1 + realRed1
      let sum2 = realNir2 + realRed2
      let gap1 = realNir1 - realRed1
      let gap2 = realNir2 - realRed2
      let isBareAfter = flag(gap2 <= sum2 * bareAfter)
      let wasBare = flag(gap1 <= sum1 * bareBefore)
      let isCleared = flag(gap2 * sum1 - gap1 * sum2 <= sum1 * sum2 * loss)
      let isOpen = isOdd | (isBareAfter & (isCleared | (wasBare & isAltered)))
      let mark = UInt16(usable[i])
      marks[i] = UInt8(truncatingIfNeeded: flag(mark != 0) & (isOpen | mark >> 1))
      states[i] = mark == 0 ? PixelState.noData : PixelState.unchanged
    }
  }
}

@inline(always)
private func flag(_ condition: Bool) -> UInt16 { condition ? 1 : 0 }

/// What a number has over another, 0 where it has nothing.
@inline(always)
private func excess(of number: UInt16, over other: UInt16) -> UInt16 {
  number > other ? number &- other : 0
}

/// The bands of one date that the screen reads.
private struct VisibleBands: ~Escapable {
  let blue: Span<UInt16>
  let green: Span<UInt16>
  let red: Span<UInt16>
  let nir: Span<UInt16>

  @_lifetime(copy blue, copy green, copy red, copy nir)
  init(
    _ blue: Span<UInt16>, _ green: Span<UInt16>, _ red: Span<UInt16>, _ nir: Span<UInt16>
  ) {
    self.blue = blue
    self.green = green
    self.red = red
    self.nir = nir
  }
}

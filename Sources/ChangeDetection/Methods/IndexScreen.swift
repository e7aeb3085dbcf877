import Imagery

/// Tells which pixels the index rule surely leaves unchanged, in single precision.
///
/// Every comparison allows for more than the arithmetic and the rounding of stored values can be off, so a pixel whose score is
/// 0 is unchanged by the exact rule as well, and has data in every quantity that the rule reads. All others are left to the
/// exact rule. Quotients are compared by cross multiplication, without dividing.
///
/// The bound on the error: bands are positive and below 2¹⁸ counts, so sums of up to four of them, and products of two sums, are
/// off by less than 2⁻²¹ of themselves; differences of indices by less than 0.01 ten-thousandths. A stored value is rounded by ½,
/// a difference of two by 1; thresholds are moved by 1 and 2.
struct IndexScreen: Sendable {
  /// Bands in the order of `roles`.
  private let beforeOffsets: [Float]
  private let afterOffsets: [Float]
  private let roles: [BandRole]
  private let bareBefore: Float
  private let bareAfter: Float
  private let loss: Float
  private let firstRise: Float
  private let secondRise: Float
  private let dark: Float
  private let bright: Float
  /// The least sum over the bands of squared standardised differences.
  private let magnitude: Float
  private let medians: [Float]
  private let factors: [Float]

  /// Creates a screen; `nil` where the bound on the error would not hold.
  init?(
    _ rule: IndexRule, bands roles: [BandRole], before: borrowing BandStack,
    after: borrowing BandStack, statistics: PairStatistics
  ) {
    var all: [BandRole] = [.blue, .green, .red, .nir, .swir1]
    guard all.allSatisfy({ roles.contains($0) }) else { return nil }
    let hasSecond = roles.contains(.swir2)
    // A band that lacks is stood in for by another, with a weight of 0.
    all.append(hasSecond ? .swir2 : .swir1)
    let unit = after.scaling(of: .red).unit
    for role in roles {
      for scaling in [before.scaling(of: role), after.scaling(of: role)] {
        guard scaling.unit == unit, scaling.unit > 0,
          Double(Float(scaling.offset)) == scaling.offset
        else { return nil }
      }
    }
    var medians: [Float] = []
    var factors: [Float] = []
    for (position, role) in all.enumerated() {
      let standard = BandStandard(
        role, in: statistics,
        floor: statistics.leastDeviation(before.scaling(of: role), after.scaling(of: role)))
      medians.append(Float(standard.median / unit))
      let factor = standard.inverseDeviation * unit
      // Differences are off by up to 1/32 count; magnitudes are compared with a margin of 1½ hundredths.
      guard factor <= 0.25 else { return nil }
      factors.append(position == 5 && !hasSecond ? 0 : Float(factor))
    }
    self.medians = medians
    self.factors = factors
    self.roles = all
    beforeOffsets = all.map { Float(before.scaling(of: $0).offset) }
    afterOffsets = all.map { Float(after.scaling(of: $0).offset) }
    let scale = Float(IndexValue.scale)
    bareBefore = (Float(rule.bareBefore) + 1) / scale
    bareAfter = (Float(rule.bareAfter) + 1) / scale
    loss = (Float(rule.lossCeiling) + 2) / scale
    firstRise = (Float(rule.firstRiseFloor) - 2) / scale
    secondRise = (Float(rule.secondRiseFloor) - 2) / scale
    // Brightness is the mean of three bands, in ten-thousandths of reflectance.
    let counts = 3 / Float(IndexValue.scale * unit)
    dark = (Float(rule.darkCeiling) + 2) * counts
    bright = (Float(rule.brightFloor) - 2) * counts
    let least = max(0, Float(rule.magnitudeFloor) - 2) / Float(Evidence.magnitude.scale)
    magnitude = least * least * Float(roles.count) * 0.999
  }

  /// Scores the pixels of a range of the stacks: 0 where the pixel, if it can be used, is surely unchanged.
  func score(
    _ before: borrowing BandStack, _ after: borrowing BandStack, _ range: Range<Int>,
    into scores: inout MutableSpan<Float>
  ) {
    score(
      Bands(
        before.plane(roles[0]).extracting(range), before.plane(roles[1]).extracting(range),
        before.plane(roles[2]).extracting(range), before.plane(roles[3]).extracting(range),
        before.plane(roles[4]).extracting(range), before.plane(roles[5]).extracting(range)),
      Bands(
        after.plane(roles[0]).extracting(range), after.plane(roles[1]).extracting(range),
        after.plane(roles[2]).extracting(range), after.plane(roles[3]).extracting(range),
        after.plane(roles[4]).extracting(range), after.plane(roles[5]).extracting(range)),
      into: &scores)
  }

  private func score(_ first: Bands, _ second: Bands, into scores: inout MutableSpan<Float>) {
    let count = scores.count
    precondition(first.count == count && second.count == count, "planes of one size")
    let (b1, g1, r1, n1, s1, t1) = (
      beforeOffsets[0], beforeOffsets[1], beforeOffsets[2], beforeOffsets[3], beforeOffsets[4],
      beforeOffsets[5]
    )
    let (b2, g2, r2, n2, s2, t2) = (
      afterOffsets[0], afterOffsets[1], afterOffsets[2], afterOffsets[3], afterOffsets[4],
      afterOffsets[5]
    )
    let (mb, mg, mr, mn, ms, mt) = (
      medians[0], medians[1], medians[2], medians[3], medians[4], medians[5]
    )
    let (fb, fg, fr, fn, fs, ft) = (
      factors[0], factors[1], factors[2], factors[3], factors[4], factors[5]
    )
    let (bareBefore, bareAfter, loss) = (bareBefore, bareAfter, loss)
    let (firstRise, secondRise, dark, bright) = (firstRise, secondRise, dark, bright)
    let magnitude = magnitude
    let zero = Lanes(repeating: 0)
    let one = Lanes(repeating: 1)
    var i = 0
    while i &+ 8 <= count {
      let blue1 = load(first.blue, i) + b1
      let green1 = load(first.green, i) + g1
      let red1 = load(first.red, i) + r1
      let nir1 = load(first.nir, i) + n1
      let swir1 = load(first.swir, i) + s1
      let last1 = load(first.last, i) + t1
      let blue2 = load(second.blue, i) + b2
      let green2 = load(second.green, i) + g2
      let red2 = load(second.red, i) + r2
      let nir2 = load(second.nir, i) + n2
      let swir2 = load(second.swir, i) + s2
      let last2 = load(second.last, i) + t2
      let light1 = blue1 + green1 + red1
      let light2 = blue2 + green2 + red2
      let positive1 =
        (blue1 .> zero) .& (green1 .> zero) .& (red1 .> zero) .& (nir1 .> zero) .& (swir1 .> zero)
        .& (last1 .> zero)
      let positive2 =
        (blue2 .> zero) .& (green2 .> zero) .& (red2 .> zero) .& (nir2 .> zero) .& (swir2 .> zero)
        .& (last2 .> zero)
      let total = light1 + light2 + nir1 + nir2 + swir1 + swir2 + last1 + last2
      let isPlain = positive1 .& positive2 .& (total .< Lanes(repeating: 262_144))

      let sum1 = nir1 + red1
      let sum2 = nir2 + red2
      let gap1 = nir1 - red1
      let gap2 = nir2 - red2
      let isBareAfter = gap2 .<= sum2 * bareAfter
      let wasBare = gap1 .<= sum1 * bareBefore
      let isCleared = gap2 * sum1 - gap1 * sum2 .<= sum1 * sum2 * loss

      let soil1 = swir1 + red1
      let soil2 = swir2 + red2
      let leaf1 = nir1 + blue1
      let leaf2 = nir2 + blue2
      let all1 = soil1 + leaf1
      let all2 = soil2 + leaf2
      let hasRisen =
        (soil2 - leaf2) * all1 - (soil1 - leaf1) * all2 .>= all1 * all2 * firstRise
      let built1 = swir1 + nir1
      let built2 = swir2 + nir2
      let isBuilt =
        (swir2 - nir2) * built1 - (swir1 - nir1) * built2 .>= built1 * built2 * secondRise

      let lightening = light2 - light1
      let isAltered =
        (lightening .<= Lanes(repeating: dark)) .| (lightening .>= Lanes(repeating: bright))

      let zBlue = (blue2 - blue1 - mb) * fb
      let zGreen = (green2 - green1 - mg) * fg
      let zRed = (red2 - red1 - mr) * fr
      let zNir = (nir2 - nir1 - mn) * fn
      let zSwir = (swir2 - swir1 - ms) * fs
      let zLast = (last2 - last1 - mt) * ft
      let squares =
        zBlue * zBlue + zGreen * zGreen + zRed * zRed + zNir * zNir + zSwir * zSwir
        + zLast * zLast
      let standsOut = squares .>= Lanes(repeating: magnitude)

      let isOpen =
        isBareAfter .& standsOut
        .& ((isCleared .& (hasRisen .| isBuilt)) .| (wasBare .& isAltered))
      store(one.replacing(with: zero, where: isPlain .& .!isOpen), to: &scores, i)
      i &+= 8
    }
    while i < count {
      scores[i] = 1
      i &+= 1
    }
  }
}

private typealias Lanes = SIMD8<Float>

/// The bands of one date that the screen reads; the last is the second short-wave infrared where there is one.
private struct Bands: ~Escapable {
  let blue: Span<Float>
  let green: Span<Float>
  let red: Span<Float>
  let nir: Span<Float>
  let swir: Span<Float>
  let last: Span<Float>

  @_lifetime(copy blue, copy green, copy red, copy nir, copy swir, copy last)
  init(
    _ blue: Span<Float>, _ green: Span<Float>, _ red: Span<Float>, _ nir: Span<Float>,
    _ swir: Span<Float>, _ last: Span<Float>
  ) {
    let count = blue.count
    precondition(
      green.count == count && red.count == count && nir.count == count && swir.count == count
        && last.count == count, "planes of one size")
    self.blue = blue
    self.green = green
    self.red = red
    self.nir = nir
    self.swir = swir
    self.last = last
  }

  var count: Int { blue.count }
}

@inline(__always)
private func load(_ plane: Span<Float>, _ position: Int) -> Lanes {
  // SAFETY: eight floats at a place that is checked; every pattern of bits is a float.
  unsafe plane.bytes.unsafeLoadUnaligned(fromByteOffset: position &* 4, as: Lanes.self)
}

@inline(__always)
private func store(_ lanes: Lanes, to scores: inout MutableSpan<Float>, _ position: Int) {
  for lane in 0..<8 { scores[position &+ lane] = lanes[lane] }
}

/// A method that can tell some of the pixels that have not changed at less cost than by detection.
protocol ScreeningMethod: PixelChangeMethod {
  /// The screen for a pair; `nil` where its bands do not allow one.
  ///
  /// - Parameters:
  ///   - statistics: the statistics of the pair.
  ///   - before: bands of the first date, for their scalings.
  ///   - after: bands of the second date.
  func screen(
    _ statistics: PairStatistics, before: borrowing BandStack, after: borrowing BandStack
  ) -> IndexScreen?

  /// The screen for a pair of bands as stored; `nil` where they do not allow one.
  func numberScreen(
    _ statistics: PairStatistics, before: borrowing NumberStack, after: borrowing NumberStack
  ) -> NumberScreen?
}

extension IndexChangeMethod: ScreeningMethod {
  func screen(
    _ statistics: PairStatistics, before: borrowing BandStack, after: borrowing BandStack
  ) -> IndexScreen? {
    guard plan.isCalibrated, hasSWIR else { return nil }
    return IndexScreen(
      rule(for: statistics), bands: plan.roles, before: before, after: after,
      statistics: statistics)
  }

  func numberScreen(
    _ statistics: PairStatistics, before: borrowing NumberStack, after: borrowing NumberStack
  ) -> NumberScreen? {
    guard plan.isCalibrated else { return nil }
    return NumberScreen(rule(for: statistics), before: before, after: after)
  }
}

/// Which source pixels make up each pixel of a window along one axis, and with which weights.
///
/// The table of a pixel depends on its place in the grid alone, never on the window: any tiling gives the same pixels.
struct AxisTable {
  /// The source pixel that contains the target pixel's centre; −1 outside the source.
  private(set) var nearest: [Int] = []
  /// The first source pixel that has a weight.
  private(set) var first: [Int] = []
  /// Where the weights of a pixel start; one more entry than pixels.
  private(set) var weightStart: [Int] = [0]
  /// The weights of `first`, `first + 1` and so on; they sum to 1 (averages: to the part inside the source).
  private(set) var weights: [Float] = []
  /// The source pixels that the window needs; empty where it lies outside.
  private(set) var sourceRange: Range<Int> = 0..<0
  /// Where target pixels are half as large as source pixels and lie two by two between the same centres, as 10 m pixels do
  /// on 20 m pixels, the pixels that do.
  private(set) var pairs: Pairs?

  /// Target pixels that are interpolated two by two.
  struct Pairs {
    /// The pixels that are pairs; an even number.
    var pixels: Range<Int>
    /// The first neighbour of the first pair, counted from the start of `sourceRange`; that of each following pair is the next one.
    var source: Int
    /// The weights of the second neighbour, of the first and the second pixel of a pair.
    var weights: (Float, Float)
  }

  /// Builds the table of target pixels `start ..< start + count`.
  init(_ alignment: AxisAlignment, start: Int, count: Int) {
    nearest.reserveCapacity(count)
    first.reserveCapacity(count)
    var lowest = Int.max
    var highest = Int.min
    for pixel in start..<start + count {
      let centre = alignment.position(ofCentre: pixel)
      guard centre >= 0, centre < Double(alignment.count) else {
        nearest.append(-1)
        first.append(0)
        weightStart.append(weights.count)
        continue
      }
      nearest.append(Int(centre))
      let tapStart = weights.count
      if alignment.isReducing {
        appendAverage(alignment, pixel)
      } else {
        appendLinear(centre, count: alignment.count)
      }
      weightStart.append(weights.count)
      lowest = min(lowest, first[first.count - 1])
      highest = max(highest, first[first.count - 1] + weights.count - tapStart)
    }
    if lowest < highest { sourceRange = lowest..<highest }
    if !alignment.isReducing { pairs = findPairs() }
  }

  /// The stretch of pairs that begins with one of the first pixels; `nil` where it is too short to be worth while.
  private func findPairs() -> Pairs? {
    func taps(_ pixel: Int) -> (source: Int, weight: Float)? {
      guard nearest[pixel] >= 0 else { return nil }
      let (source, second, weight) = linearTaps(pixel)
      return second == source + 1 ? (source, weight) : nil
    }
    func pair(_ pixel: Int) -> (source: Int, weights: (Float, Float))? {
      guard pixel + 1 < nearest.count, let first = taps(pixel), let second = taps(pixel + 1),
        first.source == second.source
      else { return nil }
      return (first.source, (first.weight, second.weight))
    }
    func pairs(from start: Int) -> Pairs? {
      guard let first = pair(start) else { return nil }
      var end = start
      var source = first.source
      while let next = pair(end), next.source == source, next.weights == first.weights {
        end += 2
        source += 1
      }
      return Pairs(pixels: start..<end, source: first.source, weights: first.weights)
    }
    // At the border the first pixel of a pair may be missing, or repeat the border.
    guard let inside = nearest.firstIndex(where: { $0 >= 0 }) else { return nil }
    let found = (inside..<min(inside + 3, nearest.count)).compactMap { pairs(from: $0) }
    let longest = found.max { $0.pixels.count < $1.pixels.count }
    return (longest?.pixels.count ?? 0) >= 16 ? longest : nil
  }

  /// The two neighbours of a pixel, counted from the start of `sourceRange`, and the weight of the second.
  @inline(__always)
  func linearTaps(_ pixel: Int) -> (first: Int, second: Int, weight: Float) {
    let place = first[pixel] &- sourceRange.lowerBound
    let tap = weightStart[pixel]
    return weightStart[pixel &+ 1] &- tap > 1
      ? (place, place &+ 1, weights[tap &+ 1]) : (place, place, 0)
  }

  /// Linear interpolation between the centres of two neighbours; beyond the outermost centre the border holds.
  private mutating func appendLinear(_ centre: Double, count: Int) {
    let place = min(max(centre - 0.5, 0), Double(count - 1))
    let lower = Int(place)
    let fraction = Float(place - Double(lower))
    first.append(lower)
    weights.append(1 - fraction)
    if lower + 1 < count { weights.append(fraction) }
  }

  /// The share of each covered source pixel in the target pixel.
  private mutating func appendAverage(_ alignment: AxisAlignment, _ pixel: Int) {
    let start = max(0, alignment.position(ofEdge: pixel))
    let end = min(Double(alignment.count), alignment.position(ofEdge: pixel + 1))
    let lower = Int(start)
    let upper = max(lower + 1, Int(end.rounded(.up)))
    first.append(lower)
    for source in lower..<upper {
      let share = min(end, Double(source + 1)) - max(start, Double(source))
      weights.append(Float(share / alignment.ratio))
    }
  }
}

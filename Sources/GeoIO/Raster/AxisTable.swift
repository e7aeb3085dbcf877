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

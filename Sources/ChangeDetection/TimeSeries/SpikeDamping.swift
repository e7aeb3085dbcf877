/// Damps single years that stick out between two that are alike, the most striking first.
///
/// The share of a spike at year i is 1 − |v(i+1) − v(i−1)|/max(|v(i) − v(i−1)|, |v(i) − v(i+1)|): 1 where its neighbours are equal. The
/// year moves by that share towards the mean of its neighbours; the last to move is the first whose share is not above the threshold
/// (Kennedy et al. 2010, section 2.3; the published program damps once more before it looks at the threshold, and so
/// does this). A threshold of 1 leaves the series as it is.
func dampSpikes(_ values: inout MutableSpan<Double>, threshold: Double) {
  guard threshold < 1, values.count > 2 else { return }
  // A spike shrinks to a tenth or less each time; the bound is for rounding alone.
  for _ in 0..<(50 * values.count) {
    var (largest, place) = (0.0, 0)
    for i in 1..<(values.count - 1) {
      let step = max(abs(values[i] - values[i - 1]), abs(values[i] - values[i + 1]))
      guard step > 0 else { continue }
      let share = 1 - abs(values[i + 1] - values[i - 1]) / step
      if share > largest { (largest, place) = (share, i) }
    }
    guard place > 0 else { return }
    let mean = (values[place - 1] + values[place + 1]) / 2
    values[place] += largest * (mean - values[place])
    if largest <= threshold { return }
  }
}

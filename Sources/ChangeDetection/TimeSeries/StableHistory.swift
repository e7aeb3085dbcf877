/// Where the stable part of a history begins: after the latest break of structure, looking backwards.
///
/// The recursive residuals of the observations in reverse order, standardised and summed up, stay within
/// ± critical × (1 + 2t) as long as the curve is the same (reverse-ordered CUSUM, ROC; Brown, Durbin and Evans 1975;
/// Pesaran and Timmermann 2002; strucchange's `efp(type = "Rec-CUSUM")`). Recursive residuals come from a QR
/// factorisation that takes in one observation at a time by Givens rotations, which first observations that hardly
/// determine the curve do not upset.
///
/// - Parameters:
///   - values: the observations.
///   - dates: the row of the design of each.
///   - part: the history.
///   - design: the rows.
///   - terms: the terms of the design.
///   - critical: the critical value of the significance, `CumulativeSumLimit.history`.
///   - residuals: memory for as many numbers as there are values.
/// - Returns: the first stable observation, counted from the beginning of the part; 0 where all is stable.
/// - Complexity: terms² operations per observation.
func reverseOrderedStart(
  _ values: Span<Int16>, dates: Span<UInt16>, part: Range<Int>, design: Span<SeriesRow>,
  terms: Int, critical: Double, residuals: inout [Double]
) -> Int {
  let skipped = terms + 1
  let count = part.count - skipped
  guard count > 1 else { return 0 }
  var kept = residuals.mutableSpan
  // The upper triangle, row after row of eight, with the right-hand side in the last column of eight.
  var triangle = InlineArray<48, Double>(repeating: 0)
  var right = InlineArray<8, Double>(repeating: 0)
  for step in 0..<part.count {
    let i = part.upperBound - 1 - step
    var row = InlineArray<8, Double>(repeating: 0)
    let regressors = design[Int(dates[i])].regressors
    for k in 0..<terms { row[k] = regressors[k] }
    var left = Double(values[i])
    for column in 0..<terms where row[column] != 0 {
      let diagonal = triangle[8 * column + column]
      let length = (diagonal * diagonal + row[column] * row[column]).squareRoot()
      let cosine = diagonal / length
      let sine = row[column] / length
      for k in column..<terms {
        let upper = triangle[8 * column + k]
        triangle[8 * column + k] = cosine * upper + sine * row[k]
        row[k] = cosine * row[k] - sine * upper
      }
      let upper = right[column]
      right[column] = cosine * upper + sine * left
      left = cosine * left - sine * upper
    }
    if step >= skipped { kept[step - skipped] = left }
  }
  var sum = 0.0
  for k in 0..<count { sum += kept[k] }
  let mean = sum / Double(count)
  var squares = 0.0
  for k in 0..<count { squares += (kept[k] - mean) * (kept[k] - mean) }
  // As strucchange has it: the deviation by n − 1.
  let deviation = (squares / Double(count - 1)).squareRoot()
  // Values are whole numbers: below this there is nothing but the rounding of the arithmetic.
  guard deviation > 0.01 else { return 0 }
  let scale = deviation * Double(count).squareRoot()
  sum = 0
  for k in 0..<count {
    sum += kept[k]
    let bound = critical * (1 + 2 * Double(k + 1) / Double(count)) * scale
    if abs(sum) > bound { return count - k }
  }
  return 0
}

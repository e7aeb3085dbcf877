import Diagnostics
import Imagery

/// Reading a band's numbers as they are stored, and making `Float` of single pixels later.
extension BandReader {
  /// Which source pixels a window's numbers are.
  struct NumberPlan {
    /// The source pixels.
    var source: Window
    /// How the window's columns and rows lie on them; `nil` where its pixels are source pixels.
    var tables: (columns: AxisTable, rows: AxisTable)?
  }

  /// Whether the band's numbers can be had as stored: whole ones of 16 bits that are copied or interpolated.
  var storesNumbers: Bool {
    guard raster.value.info.bands[source.band - 1].pixelType == .uint16 else { return false }
    if let noData = source.noData, UInt16(exactly: noData) == nil { return false }
    switch plan {
    case .copy: return true
    case .resample(let columns, let rows): return !columns.isReducing && !rows.isReducing
    case .warp: return false
    }
  }

  /// What the numbers mean, where `storesNumbers`.
  func numberBand(_ role: BandRole, _ scaling: BandScaling) -> NumberStack.Band {
    var isFine = false
    if case .copy = plan { isFine = true }
    return NumberStack.Band(
      role: role, scaling: scaling, noData: source.noData.flatMap { UInt16(exactly: $0) },
      isFine: isFine)
  }

  /// Chooses the source pixels of a window; returns how many they are, `nil` where the window reaches beyond the band.
  mutating func planNumbers(of window: Window) -> Int? {
    numberPlan = nil
    switch plan {
    case .copy(let columns, let rows):
      let target = Window(
        column: window.column + columns, row: window.row + rows, width: window.width,
        height: window.height)
      guard raster.value.info.window.contains(target) else { return nil }
      numberPlan = NumberPlan(source: target, tables: nil)
    case .resample(let columns, let rows):
      let columns = table(of: columns, window)
      let rows = AxisTable(rows, start: window.row, count: window.height)
      // Pixels outside the source lie before or after all others.
      for table in [columns, rows] {
        guard let first = table.nearest.first, let last = table.nearest.last, first >= 0, last >= 0
        else { return nil }
      }
      numberPlan = NumberPlan(
        source: Self.sourceWindow(columns, rows), tables: (columns, rows))
    case .warp: return nil
    }
    return numberPlan?.source.pixelCount
  }

  /// Reads the numbers of the window planned last.
  mutating func readNumbers(into numbers: inout MutableSpan<UInt16>) throws(TiankanError) {
    guard let plan = numberPlan, !plan.source.isEmpty else { return }
    let (source, raster) = (source, raster)
    try raster.value.read(band: source.band, window: plan.source, into: &numbers)
  }

  /// Makes the pixels at some places, ascending, of the window planned last: the same numbers as `read`.
  func gather(
    _ places: Span<Int32>, of numbers: Span<UInt16>, noData: UInt16?, width: Int,
    into target: inout MutableSpan<Float>
  ) {
    guard let plan = numberPlan else { preconditionFailure("no window was planned") }
    guard let (columns, rows) = plan.tables else {
      copyNumbers(numbers, places, noData: noData, into: &target)
      return
    }
    interpolateNumbers(
      numbers, noData: noData, columns: columns, rows: rows, width: width, places: places,
      into: &target)
  }

  /// Takes the pixels that have no data out of `marks`, and sets bit 1 of those whose value may lie below `floor` or may be missing.
  ///
  /// - Parameter floor: The least number that is beyond doubt.
  func mark(
    _ numbers: Span<UInt16>, noData: UInt16?, floor: UInt16, in marks: inout MutableSpan<UInt8>
  ) {
    guard let plan = numberPlan else { preconditionFailure("no window was planned") }
    guard let (columns, rows) = plan.tables else {
      if let noData { clearNoData(numbers, noData, &marks) }
      return
    }
    guard isDoubtful(numbers, floor: floor, noData: noData ?? numbers[0], noData != nil)
    else { return }
    markDoubtful(
      numbers, floor: floor, noData: noData, columns: columns, rows: rows, in: &marks)
  }
}

private func clearNoData(
  _ numbers: Span<UInt16>, _ noData: UInt16, _ marks: inout MutableSpan<UInt8>
) {
  let count = marks.count
  precondition(numbers.count == count, "one number per pixel")
  for position in 0..<count {
    let mark = marks[position]
    marks[position] = numbers[position] == noData ? 0 : mark
  }
}

private func isDoubtful(
  _ numbers: Span<UInt16>, floor: UInt16, noData: UInt16, _ hasNoData: Bool
) -> Bool {
  var union: UInt16 = 0
  let count = numbers.count
  for position in 0..<count {
    let number = numbers[position]
    union |= (number < floor ? 1 : 0) | (number == noData ? 2 : 0)
  }
  return union & (hasNoData ? 3 : 1) != 0
}

/// The rare rows in which a coarser band has no data or numbers near or below zero.
private func markDoubtful(
  _ numbers: Span<UInt16>, floor: UInt16, noData: UInt16?, columns: AxisTable, rows: AxisTable,
  in marks: inout MutableSpan<UInt8>
) {
  let width = columns.nearest.count
  let sourceWidth = columns.sourceRange.count
  precondition(marks.count == width * rows.nearest.count, "one mark per pixel")
  var line = [UInt8](repeating: 0, count: sourceWidth)
  for row in rows.nearest.indices {
    let (top, bottom, _) = rows.linearTaps(row)
    let nearest = (rows.nearest[row] - rows.sourceRange.lowerBound) * sourceWidth
    var union: UInt8 = 0
    for column in 0..<sourceWidth {
      let one = numbers[top &* sourceWidth &+ column]
      let two = numbers[bottom &* sourceWidth &+ column]
      let isDoubtful = one < floor || two < floor || one == noData || two == noData
      // Bit 1: in doubt; bit 2: no data in the row that holds the centres.
      line[column] =
        (isDoubtful ? 2 : 0) | (numbers[nearest &+ column] == noData ? 4 : 0)
      union |= line[column]
    }
    guard union != 0 else { continue }
    for column in 0..<width {
      let (left, right, _) = columns.linearTaps(column)
      let mark = marks[row &* width &+ column]
      let isMissing =
        line[columns.nearest[column] &- columns.sourceRange.lowerBound] & 4 != 0
      let doubt = (line[left] | line[right]) & 2
      marks[row &* width &+ column] = mark == 0 || isMissing ? 0 : mark | doubt
    }
  }
}

private func copyNumbers(
  _ numbers: Span<UInt16>, _ places: Span<Int32>, noData: UInt16?,
  into target: inout MutableSpan<Float>
) {
  precondition(places.count == target.count, "one place per pixel")
  for position in places.indices {
    let number = numbers[Int(places[position])]
    target[position] = number == noData ? .nan : Float(number)
  }
}

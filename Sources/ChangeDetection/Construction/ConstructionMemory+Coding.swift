public import Imagery

extension ConstructionMemory {
  /// The bytes of a part, as the state keeps them; nil where nothing is remembered.
  ///
  /// Planes first (flags, low and high bytes of days, the monitor's process), then the listed pixels field by field: equal bytes lie side by side, which
  /// is what compression needs.
  ///
  /// - Parameter part: Columns and rows of the block, at most 65,536 pixels.
  public borrowing func encoded(_ part: Window) -> [UInt8]? {
    precondition(part.pixelCount <= 65_536, "a part of the memory is too large")
    let (flags, days) = (flags.samples, bareSince.samples)
    let inside = listed.filter { part.holds(Int($0.pixel), width: width) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * part.pixelCount + 4)
    var isEmpty = inside.isEmpty
    forEachPixel(of: part, width: width) { pixel in
      bytes.append(flags[pixel])
      isEmpty = isEmpty && flags[pixel] == 0
    }
    if isEmpty { return nil }
    forEachPixel(of: part, width: width) { bytes.append(UInt8(truncatingIfNeeded: days[$0])) }
    forEachPixel(of: part, width: width) { bytes.append(UInt8(days[$0] >> 8)) }
    if hasProcesses {
      let numbers = processes.samples
      for plane in 0..<Self.processPlanes {
        let first = plane * width * height
        var part16: [Int16] = []
        forEachPixel(of: part, width: width) { part16.append(numbers[first + $0]) }
        PlaneBytes.append(part16, to: &bytes)
      }
    }
    var rows = StateBytes()
    rows.bytes.reserveCapacity(inside.count * 2 * StateBytes.size)
    for one in inside {
      let (row, column) = (Int(one.pixel) / width - part.row, Int(one.pixel) % width - part.column)
      rows.append(UInt16(row * part.width + column))
      rows.append(one.memory.state)
      rows.append(one.memory.finished)
    }
    let size = inside.isEmpty ? 0 : rows.bytes.count / inside.count
    for field in 0..<size {
      for row in 0..<inside.count { bytes.append(rows.bytes[row * size + field]) }
    }
    return bytes
  }

  /// Adds a part from its bytes; parts come from top to bottom. False for bytes that are none.
  public mutating func decode(_ bytes: [UInt8], into part: Window) -> Bool {
    let count = part.pixelCount
    let size = 2 + 2 * StateBytes.size
    let planes = (3 + (hasProcesses ? 2 * Self.processPlanes : 0)) * count
    guard bytes.count >= planes, (bytes.count - planes) % size == 0 else { return false }
    let width = width
    Self.place(bytes, part, width, &flags, &bareSince)
    if hasProcesses { placeProcesses(bytes, part) }
    let found = (bytes.count - planes) / size
    var rows = StateBytes()
    rows.bytes = Array(repeating: 0, count: found * size)
    var source = planes
    for field in 0..<size {
      for row in 0..<found {
        rows.bytes[row * size + field] = bytes[source]
        source += 1
      }
    }
    for _ in 0..<found {
      let place = Int(rows.word())
      guard place < count else { return false }
      let pixel = (part.row + place / part.width) * width + part.column + place % part.width
      var memory = PixelMemory()
      memory.state = rows.state()
      memory.finished = rows.state()
      let flag = flags.samples[pixel]
      memory.isSeen = flag & Self.seen != 0
      memory.isMonitored = flag & Self.monitored != 0
      listed.append(Listed(pixel: Int32(pixel), memory: memory))
    }
    return true
  }

  private mutating func placeProcesses(_ bytes: [UInt8], _ part: Window) {
    let (width, pixels, count) = (width, width * height, part.pixelCount)
    for plane in 0..<Self.processPlanes {
      let found = PlaneBytes.plane(of: bytes, from: (3 + 2 * plane) * count, count: count)
      var numbers = processes.mutableSamples
      var source = 0
      forEachPixel(of: part, width: width) { pixel in
        numbers[plane * pixels + pixel] = found[source]
        source += 1
      }
    }
  }

  /// Puts listed pixels in order after all parts have been decoded.
  public mutating func finishDecoding() { listed.sort { $0.pixel < $1.pixel } }

  private static func place(
    _ bytes: [UInt8], _ part: Window, _ width: Int, _ flags: inout Raster<UInt8>,
    _ days: inout Raster<UInt16>
  ) {
    let count = part.pixelCount
    var flags = flags.mutableSamples
    var days = days.mutableSamples
    var source = 0
    for row in part.row..<part.endRow {
      for column in part.column..<part.endColumn {
        let pixel = row * width + column
        flags[pixel] = bytes[source]
        days[pixel] = UInt16(bytes[count + source]) | UInt16(bytes[2 * count + source]) << 8
        source += 1
      }
    }
  }
}

/// Calls `body` with the position in the block of each pixel of a part, row after row.
@inline(__always)
func forEachPixel(of part: Window, width: Int, _ body: (Int) -> Void) {
  for row in part.row..<part.endRow {
    for column in part.column..<part.endColumn { body(row * width + column) }
  }
}

extension Window {
  /// Whether a pixel of a block lies in this part of it.
  func holds(_ pixel: Int, width: Int) -> Bool {
    let (place, line) = (pixel % width, pixel / width)
    return line >= row && line < endRow && place >= column && place < endColumn
  }
}

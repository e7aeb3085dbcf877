import CDeflate
public import Diagnostics

/// Writes pictures as PNG (ISO/IEC 15948) fast: map tiles, of which a service makes hundreds per second, and pictures of reports.
///
/// DEFLATE by ISA-L at its fast levels, by libdeflate above 3; the same pixels give the same bytes. One per worker.
public struct PNGEncoder: ~Copyable, Sendable {
  private let compressor: BlockCompressor
  private var rows: [UInt8] = []
  private var packed: [UInt8] = []

  /// Creates an encoder.
  ///
  /// - Parameter level: Of DEFLATE, 1 to 12.
  public init(level: Int = 1) throws(TiankanError) {
    compressor = try BlockCompressor(.deflate(level: level))
  }

  /// A picture with a table of colours.
  ///
  /// - Parameters:
  ///   - indices: One position in the table per pixel, row after row.
  ///   - width: The number of columns.
  ///   - colors: Up to 256 colours, `0xAARRGGBB`, alpha not multiplied in.
  public mutating func encode(
    indices: Span<UInt8>, width: Int, colors: [UInt32]
  ) throws(TiankanError) -> [UInt8] {
    precondition((1...256).contains(colors.count) && indices.count % width == 0)
    let height = indices.count / width
    rows.removeAll(keepingCapacity: true)
    rows.reserveCapacity(height * (width + 1))
    for row in 0..<height {
      rows.append(0)
      for position in row * width..<(row + 1) * width { rows.append(indices[position]) }
    }
    var palette: [UInt8] = []
    var alpha: [UInt8] = []
    for color in colors {
      palette += [UInt8(color >> 16 & 255), UInt8(color >> 8 & 255), UInt8(color & 255)]
      alpha.append(UInt8(color >> 24))
    }
    return try file(
      width: width, height: height, kind: 3, tables: [("PLTE", palette), ("tRNS", alpha)])
  }

  /// A picture in full colours.
  ///
  /// - Parameters:
  ///   - pixels: `0xAARRGGBB`, alpha not multiplied in, row after row.
  ///   - width: The number of columns.
  ///   - isOpaque: Whether alpha is left out, because every pixel hides what is behind it.
  public mutating func encode(
    pixels: Span<UInt32>, width: Int, isOpaque: Bool = false
  ) throws(TiankanError) -> [UInt8] {
    precondition(width > 0 && pixels.count % width == 0)
    let height = pixels.count / width
    let count = height * ((isOpaque ? 3 : 4) * width + 1)
    if rows.count != count { rows = [UInt8](repeating: 0, count: count) }
    var target = rows.mutableSpan
    filterRows(pixels, width: width, isOpaque: isOpaque, into: &target)
    return try file(width: width, height: height, kind: isOpaque ? 2 : 6, tables: [])
  }

  private mutating func file(
    width: Int, height: Int, kind: UInt8, tables: [(String, [UInt8])]
  ) throws(TiankanError) -> [UInt8] {
    let bound = compressor.bound(of: rows.count)
    if packed.count < bound { packed = [UInt8](repeating: 0, count: bound) }
    let written: Int?
    // Taken out for the call, which also looks at the rest of the encoder.
    var packed: [UInt8] = []
    swap(&packed, &self.packed)
    defer { swap(&packed, &self.packed) }
    do {
      var span = packed.mutableSpan
      // SAFETY: bytes of any value are bytes.
      var target = unsafe span.mutableBytes
      written = unsafe compressor.compress(rows.span.bytes, into: &target)
    }
    guard let count = written else {
      throw TiankanError(.bug, "a picture does not fit the memory that is enough for it")
    }
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    bytes.reserveCapacity(count + 1200)
    let head = Self.bigEndian(UInt32(width)) + Self.bigEndian(UInt32(height)) + [8, kind, 0, 0, 0]
    Self.append("IHDR", head[...], to: &bytes)
    for (name, content) in tables { Self.append(name, content[...], to: &bytes) }
    Self.append("IDAT", packed[..<count], to: &bytes)
    Self.append("IEND", [], to: &bytes)
    return bytes
  }

  private static func append(_ name: String, _ content: ArraySlice<UInt8>, to bytes: inout [UInt8])
  {
    bytes += bigEndian(UInt32(content.count))
    let start = bytes.count
    bytes += name.utf8
    bytes += content
    let sum = unsafe bytes[start...].withUnsafeBytes { part in
      // SAFETY: the function reads as many bytes as the slice has.
      unsafe libdeflate_crc32(0, part.baseAddress, part.count)
    }
    bytes += bigEndian(sum)
  }

  private static func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}

/// Rows of red, green, blue and, where not opaque, alpha as PNG stores them: a row like the one above it as nothing but zeros
/// (filter 2), as in enlarged images; others each byte less that of the pixel before (filter 1), which compresses better.
private func filterRows(
  _ pixels: Span<UInt32>, width: Int, isOpaque: Bool, into rows: inout MutableSpan<UInt8>
) {
  let size = isOpaque ? 3 : 4
  precondition(
    rows.count == pixels.count / width * (size * width + 1), "one byte of filter per row")
  var target = 0
  for start in stride(from: 0, to: pixels.count, by: width) {
    if start > 0, isRepeated(pixels, from: start, width: width) {
      rows[target] = 2
      for byte in target &+ 1...target &+ size &* width { rows[byte] = 0 }
      target &+= size &* width &+ 1
      continue
    }
    rows[target] = 1
    target &+= 1
    var before: UInt32 = 0
    for position in start..<start &+ width {
      let pixel = pixels[position]
      rows[target] =
        UInt8(truncatingIfNeeded: pixel >> 16) &- UInt8(truncatingIfNeeded: before >> 16)
      rows[target &+ 1] =
        UInt8(truncatingIfNeeded: pixel >> 8) &- UInt8(truncatingIfNeeded: before >> 8)
      rows[target &+ 2] = UInt8(truncatingIfNeeded: pixel) &- UInt8(truncatingIfNeeded: before)
      if !isOpaque {
        rows[target &+ 3] =
          UInt8(truncatingIfNeeded: pixel >> 24) &- UInt8(truncatingIfNeeded: before >> 24)
      }
      target &+= size
      before = pixel
    }
  }
}

/// Whether a row of pixels is the one above it once more.
private func isRepeated(_ pixels: Span<UInt32>, from start: Int, width: Int) -> Bool {
  for position in start..<start &+ width where pixels[position] != pixels[position &- width] {
    return false
  }
  return true
}

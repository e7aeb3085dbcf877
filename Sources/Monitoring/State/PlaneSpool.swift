import Diagnostics
import Foundation
import GeoIO
import Imagery

/// Pixels of some planes on their way into rasters: taken as they come, given back in rows of tiles.
///
/// Pieces of one number, which most are, are remembered; others are compressed into a file of chunks that goes with the spool. So what is
/// written and read again is a small part of the pixels.
struct PlaneSpool: ~Copyable {
  /// Part of a plane.
  private struct Piece {
    /// In pixels of the plane.
    var window: Window
    /// The number of all its pixels; nil where they are in a chunk.
    var number: Int32?
    var key: UInt64
  }

  private let path: String
  private let planeWindow: Window
  private var writer: ChunkFileWriter?
  /// For each plane and row of tiles.
  private var pieces: [[Piece]]
  private let strips: Int
  private var bytes: [UInt8] = []
  private var nextKey: UInt64 = 0

  /// Rows of a piece: few, so that what differs is small; they divide a row of tiles.
  private static let pieceHeight = 64

  /// - Parameters:
  ///   - path: The file of chunks, which must not exist.
  ///   - planes: How many planes there are.
  ///   - columns: Their width.
  ///   - rows: Their height.
  init(_ path: String, planes: Int, columns: Int, rows: Int) throws(TiankanError) {
    writer = try ChunkFileWriter(path)
    self.path = path
    planeWindow = Window(column: 0, row: 0, width: columns, height: rows)
    strips = (rows + StripRasterWriter.stripHeight - 1) / StripRasterWriter.stripHeight
    pieces = Array(repeating: [], count: planes * strips)
  }

  deinit {
    // What cannot be removed now goes with the generation of the state.
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Takes part of a plane.
  ///
  /// - Parameters:
  ///   - samples: The numbers of a window, row after row.
  ///   - window: The window.
  ///   - part: The pixels to take.
  ///   - plane: The plane, counted from 0.
  ///   - column: Where the left of the part lies in the plane.
  ///   - row: Where its top lies.
  mutating func take<Sample: PixelSample & FixedWidthInteger>(
    _ samples: Span<Sample>, of window: Window, part: Window, plane: Int, column: Int, row: Int
  ) throws(TiankanError) {
    var top = 0
    while top < part.height {
      let height = min(part.height - top, Self.pieceHeight - (row + top) % Self.pieceHeight)
      let source = Window(
        column: part.column, row: part.row + top, width: part.width, height: height)
      var piece = Piece(
        window: Window(column: column, row: row + top, width: part.width, height: height),
        number: commonNumber(samples, of: window, part: source).map { Int32($0) }, key: nextKey)
      precondition(planeWindow.contains(piece.window), "a piece reaches beyond its plane")
      if piece.number == nil {
        encode(samples, of: window, part: source, into: &bytes)
        try writer?.append(Chunk(key: nextKey, bytes))
        nextKey += 1
      }
      piece.key = piece.number == nil ? piece.key : .max
      pieces[plane * strips + piece.window.row / StripRasterWriter.stripHeight].append(piece)
      top += height
    }
  }

  /// Ends the taking; `write` gives back then.
  mutating func seal() throws(TiankanError) -> ChunkFile {
    try writer.take()?.finish()
    return try ChunkFile(opening: path)
  }

  /// Writes planes as the bands of a raster.
  ///
  /// - Parameters:
  ///   - first: The plane of the first band.
  ///   - bands: How many bands there are.
  ///   - fill: The number of pixels that were never taken.
  ///   - chunks: What `seal` returned.
  ///   - raster: Where they are written; of the size of the planes.
  borrowing func write<Sample: PixelSample & FixedWidthInteger>(
    planesFrom first: Int, bands: Int, fill: Sample, from chunks: ChunkFile,
    to raster: inout StripRasterWriter
  ) throws(TiankanError) {
    var strip = Raster<Sample>(width: 0, height: 0)
    for band in 0..<bands {
      for number in 0..<strips {
        let top = number * StripRasterWriter.stripHeight
        let window = Window(
          column: 0, row: top, width: planeWindow.width,
          height: min(StripRasterWriter.stripHeight, planeWindow.height - top))
        strip.reshape(width: window.width, height: window.height)
        set(&strip, of: window, part: window, to: fill)
        for piece in pieces[(first + band) * strips + number] {
          if let number = piece.number {
            set(&strip, of: window, part: piece.window, to: Sample(truncatingIfNeeded: number))
            continue
          }
          let bytes = try chunks.read(piece.key) ?? []
          guard bytes.count == piece.window.pixelCount * MemoryLayout<Sample>.size else {
            throw TiankanError(
              .corrupt, "a file that this run wrote has changed; run again", subject: path)
          }
          decode(bytes, into: &strip, of: window, part: piece.window)
        }
        try raster.write(band: band + 1, row: top, strip.samples)
      }
    }
  }
}

/// The number that all pixels of a part have; nil where there are several.
private func commonNumber<Sample: PixelSample & FixedWidthInteger>(
  _ samples: Span<Sample>, of window: Window, part: Window
) -> Sample? {
  guard !part.isEmpty else { return 0 }
  let first = samples[
    (part.row - window.row) * window.width + part.column - window.column]
  for row in part.row..<part.endRow {
    let start = (row - window.row) * window.width + part.column - window.column
    let line = samples.extracting(start..<start + part.width)
    var difference: Sample = 0
    for position in line.indices { difference |= line[position] ^ first }
    if difference != 0 { return nil }
  }
  return first
}

/// Low bytes before high bytes, row after row.
private func encode<Sample: PixelSample & FixedWidthInteger>(
  _ samples: Span<Sample>, of window: Window, part: Window, into bytes: inout [UInt8]
) {
  let count = part.pixelCount
  bytes = Array(repeating: 0, count: count * MemoryLayout<Sample>.size)
  var view = bytes.mutableSpan
  for byte in 0..<MemoryLayout<Sample>.size {
    for row in 0..<part.height {
      let start = (part.row + row - window.row) * window.width + part.column - window.column
      let line = samples.extracting(start..<start + part.width)
      let target = byte * count + row * part.width
      for position in line.indices {
        view[target &+ position] = UInt8(truncatingIfNeeded: line[position] >> Sample(byte * 8))
      }
    }
  }
}

private func decode<Sample: PixelSample & FixedWidthInteger>(
  _ bytes: [UInt8], into strip: inout Raster<Sample>, of window: Window, part: Window
) {
  let source = bytes.span
  var view = strip.mutableSamples
  let count = part.pixelCount
  for row in 0..<part.height {
    let start = (part.row + row - window.row) * window.width + part.column - window.column
    for column in 0..<part.width {
      var value: Sample = 0
      for byte in 0..<MemoryLayout<Sample>.size {
        value |=
          Sample(truncatingIfNeeded: source[byte &* count &+ row &* part.width &+ column])
          << Sample(byte * 8)
      }
      view[start &+ column] = value
    }
  }
}

private func set<Sample: PixelSample & FixedWidthInteger>(
  _ strip: inout Raster<Sample>, of window: Window, part: Window, to number: Sample
) {
  var view = strip.mutableSamples
  for row in part.row..<part.endRow {
    let start = (row - window.row) * window.width + part.column - window.column
    for position in start..<start + part.width { view[position] = number }
  }
}

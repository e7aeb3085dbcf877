public import Diagnostics
public import Imagery

/// A part of an overview that fills no tile by itself.
public struct CloudRasterPart: Sendable {
  /// The level: 1 is the first overview.
  var level: Int
  /// Its place in the level.
  var window: Window
  var samples: [Int16]
}

/// What one worker needs to add windows to `CloudRaster`s: memory for overviews and a compressor.
public struct CloudRasterEncoder: ~Copyable, Sendable {
  private let pyramid: CloudPyramid
  private var encoder: CloudTileEncoder
  private var coarse = Raster<Int16>(width: 0, height: 0)
  private var fine = Raster<Int16>(width: 0, height: 0)

  /// The columns and rows of windows that do not end with the image.
  private let windowSize: (columns: Int, rows: Int)

  init(
    _ pyramid: CloudPyramid, _ encoder: consuming CloudTileEncoder,
    windowSize: (columns: Int, rows: Int)
  ) {
    self.pyramid = pyramid
    self.windowSize = windowSize
    self.encoder = encoder
  }

  /// Compresses a window of the image and of its overviews, and writes the tiles.
  ///
  /// - Parameters:
  ///   - samples: The window's samples, row after row.
  ///   - window: One of those into which the image is cut.
  ///   - raster: A raster of the pyramid and codec for which the encoder was made.
  /// - Returns: The parts of overviews that fill no tile, for `CloudRaster.append`.
  public mutating func encode(
    _ samples: Span<Int16>, window: Window, into raster: CloudRaster
  ) throws(TiankanError) -> [CloudRasterPart] {
    precondition(samples.count == window.pixelCount, "the samples do not fit the window")
    var parts: [CloudRasterPart] = []
    try store(samples, window, level: 0, in: raster, &parts)
    var width = window.width
    var height = window.height
    for level in pyramid.sizes.indices.dropFirst() {
      let reduced = pyramid.window(window, level: level)
      coarse.reshape(width: reduced.width, height: reduced.height)
      if level == 1 {
        reduce(samples, width: width, height: height, into: &coarse)
      } else {
        reduce(fine, width: width, height: height, into: &coarse)
      }
      (width, height) = (reduced.width, reduced.height)
      swap(&coarse, &fine)
      try storeFine(reduced, level: level, in: raster, &parts)
    }
    return parts
  }

  private mutating func storeFine(
    _ window: Window, level: Int, in raster: CloudRaster, _ parts: inout [CloudRasterPart]
  ) throws(TiankanError) {
    guard fillsTiles(level) else {
      parts.append(CloudRasterPart(level: level, window: window, samples: array(of: fine)))
      return
    }
    try Self.storeTiles(of: fine, window, level: level, in: raster, &encoder)
  }

  private mutating func store(
    _ samples: Span<Int16>, _ window: Window, level: Int, in raster: CloudRaster,
    _ parts: inout [CloudRasterPart]
  ) throws(TiankanError) {
    precondition(fillsTiles(level), "the windows do not fill tiles")
    try Self.storeTiles(samples, window, level: level, in: raster, &encoder)
  }

  /// Whether windows begin and end with tiles in a level.
  private func fillsTiles(_ level: Int) -> Bool {
    let tile = CloudPyramid.tileSide << level
    let image = pyramid.sizes[0]
    return (windowSize.columns % tile == 0 || windowSize.columns >= image.columns)
      && (windowSize.rows % tile == 0 || windowSize.rows >= image.rows)
  }

  private static func storeTiles(
    of plane: borrowing Raster<Int16>, _ window: Window, level: Int, in raster: CloudRaster,
    _ encoder: inout CloudTileEncoder
  ) throws(TiankanError) {
    try storeTiles(plane.samples, window, level: level, in: raster, &encoder)
  }

  private static func storeTiles(
    _ samples: Span<Int16>, _ window: Window, level: Int, in raster: CloudRaster,
    _ encoder: inout CloudTileEncoder
  ) throws(TiankanError) {
    let side = CloudPyramid.tileSide
    let whole = Window(column: 0, row: 0, width: window.width, height: window.height)
    for row in stride(from: 0, to: window.height, by: side) {
      for column in stride(from: 0, to: window.width, by: side) {
        let part = Window(column: column, row: row, width: side, height: side).intersection(whole)
        let count = try encoder.encode(samples, width: window.width, part: part)
        try raster.store(
          encoder.stored(count), level: level, column: (window.column + column) / side,
          row: (window.row + row) / side)
      }
    }
  }
}

private func array(of raster: borrowing Raster<Int16>) -> [Int16] {
  let samples = raster.samples
  return [Int16](capacity: samples.count) { output in
    for position in samples.indices { output.append(samples[position]) }
  }
}

private func reduce(
  _ source: Span<Int16>, width: Int, height: Int, into target: inout Raster<Int16>
) {
  var view = target.mutableSamples
  reduceByMean(source, width: width, height: height, into: &view)
}

private func reduce(
  _ source: borrowing Raster<Int16>, width: Int, height: Int, into target: inout Raster<Int16>
) {
  reduce(source.samples, width: width, height: height, into: &target)
}

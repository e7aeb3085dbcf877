import ChangeDetection
import Diagnostics
import GeoIO
import Imagery

/// The construction planes of all tiles as one: what the regions, which may cross cores, are made of.
struct PlaneMosaic: ~Copyable {
  private final class Files {
    let core: Window
    var status: RasterDataset
    var days: RasterDataset
    var measures: RasterDataset

    init(_ tile: Tile, folder: String) throws(TiankanError) {
      core = tile.core
      status = try RasterDataset(opening: PlaneFiles.status(in: folder))
      days = try RasterDataset(opening: PlaneFiles.days(in: folder))
      measures = try RasterDataset(opening: PlaneFiles.measures(in: folder))
      let expected = (tile.core.width, tile.core.height)
      for info in [status.info, days.info, measures.info]
      where (info.columns, info.rows) != expected {
        throw TiankanError(
          .corrupt, "the state of a tile has another size than its core; run with --rebuild",
          subject: info.path)
      }
    }
  }

  private let tiles: [Files]

  /// - Parameters:
  ///   - tiles: The tiles whose state is there.
  ///   - folder: The folder of a tile's state.
  init(_ tiles: [Tile], folder: (Tile) -> String) throws(TiankanError) {
    var files: [Files] = []
    for tile in tiles { files.append(try Files(tile, folder: folder(tile))) }
    self.tiles = files
  }

  /// Reads the status of a window; no data where no tile is.
  borrowing func readStatus(
    _ window: Window, into target: inout Raster<UInt8>
  ) throws(TiankanError) {
    try read(window, fill: ConstructionStatus.noData, into: &target) {
      files, part, samples throws(TiankanError) in
      try files.status.read(band: 1, window: part, into: &samples)
    }
  }

  /// Reads hits (band 2) or clear observations (band 3).
  borrowing func readCounts(
    band: Int, _ window: Window, into target: inout Raster<UInt8>
  ) throws(TiankanError) {
    try read(window, fill: 0, into: &target) { files, part, samples throws(TiankanError) in
      try files.status.read(band: band, window: part, into: &samples)
    }
  }

  /// Reads the days of a milestone; 0 for none.
  borrowing func readDays(
    of milestone: ConstructionBlock.Milestone, _ window: Window, into target: inout Raster<UInt16>
  ) throws(TiankanError) {
    try read(window, fill: 0, into: &target) { files, part, samples throws(TiankanError) in
      try files.days.read(band: milestone.rawValue + 1, window: part, into: &samples)
    }
  }

  /// Reads a measure.
  borrowing func readMeasure(
    _ measure: ConstructionBlock.Measure, _ window: Window, into target: inout Raster<Int16>
  ) throws(TiankanError) {
    try read(window, fill: IndexValue.noData, into: &target) {
      files, part, samples throws(TiankanError) in
      try files.measures.read(band: measure.rawValue + 1, window: part, into: &samples)
    }
  }

  private borrowing func read<Sample: PixelSample>(
    _ window: Window, fill: Sample, into target: inout Raster<Sample>,
    _ read: (Files, Window, inout MutableSpan<Sample>) throws(TiankanError) -> Void
  ) throws(TiankanError) {
    target.reshape(width: window.width, height: window.height)
    do {
      var values = target.mutableSamples
      for position in values.indices { values[position] = fill }
    }
    var part = Raster<Sample>(width: 0, height: 0)
    for files in tiles {
      let common = files.core.intersection(window)
      if common.isEmpty { continue }
      part.reshape(width: common.width, height: common.height)
      do {
        var samples = part.mutableSamples
        let inside = Window(
          column: common.column - files.core.column, row: common.row - files.core.row,
          width: common.width, height: common.height)
        try read(files, inside, &samples)
      }
      place(part, at: common, of: window, into: &target)
    }
  }
}

private func place<Sample: PixelSample>(
  _ part: borrowing Raster<Sample>, at common: Window, of window: Window,
  into target: inout Raster<Sample>
) {
  let source = part.samples
  var values = target.mutableSamples
  for row in 0..<common.height {
    let start = (common.row - window.row + row) * window.width + common.column - window.column
    for column in 0..<common.width {
      values[start + column] = source[row * common.width + column]
    }
  }
}

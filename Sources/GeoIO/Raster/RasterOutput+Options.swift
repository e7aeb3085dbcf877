import Imagery

extension RasterOutput {
  /// The side of a tile in pixels.
  static let blockSize = 512

  /// The driver that writes the final file.
  var driver: String {
    switch layout {
    case .cloudOptimized: "COG"
    case .tiled: "GTiff"
    }
  }

  /// The creation options of the final file.
  var creationOptions: [String] {
    var options = ["BIGTIFF=IF_SAFER", "NUM_THREADS=\(max(1, threads))"]
    let size = Self.blockSize
    switch layout {
    case .cloudOptimized(let resampling):
      options += [
        "BLOCKSIZE=\(size)", "OVERVIEWS=AUTO", "OVERVIEW_RESAMPLING=\(resampling.rawValue)",
      ]
    case .tiled:
      options += ["TILED=YES", "BLOCKXSIZE=\(size)", "BLOCKYSIZE=\(size)", "INTERLEAVE=BAND"]
    }
    switch compression {
    case .none: return options + ["COMPRESS=NONE"]
    case .deflate(let level): options += ["COMPRESS=DEFLATE", levelOption("ZLEVEL", level)]
    case .zstandard(let level): options += ["COMPRESS=ZSTD", levelOption("ZSTD_LEVEL", level)]
    }
    return options + ["PREDICTOR=\(predictorOption)"]
  }

  /// The creation options of the file that blocks are written to first: plain tiles, no bytes for absent ones.
  var workOptions: [String] {
    [
      "TILED=YES", "BLOCKXSIZE=\(Self.blockSize)", "BLOCKYSIZE=\(Self.blockSize)",
      "INTERLEAVE=BAND", "BIGTIFF=IF_SAFER", "SPARSE_OK=TRUE", "PHOTOMETRIC=MINISBLACK",
    ]
  }

  private func levelOption(_ name: String, _ level: Int) -> String {
    switch layout {
    case .cloudOptimized: "LEVEL=\(level)"
    case .tiled: "\(name)=\(level)"
    }
  }

  private var predictorOption: String {
    let isFloat = pixelType == .float32 || pixelType == .float64
    switch (predictor, layout) {
    case (.none, .cloudOptimized): return "NO"
    case (.none, .tiled): return "1"
    case (.automatic, .cloudOptimized): return isFloat ? "FLOATING_POINT" : "STANDARD"
    case (.automatic, .tiled): return isFloat ? "3" : "2"
    }
  }
}

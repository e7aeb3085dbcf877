import CTIFF
import Imagery

/// How the pixels of a TIFF file are stored: blocks, compression, order of bands and bytes.
struct TIFFLayout {
  /// The compressions that the libtiff path reads.
  enum Compression {
    case none, deflate, lzw, zstandard, packBits
  }

  /// The predictors that DEFLATE, LZW and ZSTD may carry.
  enum Predictor: UInt16 {
    case none = 1
    case horizontal = 2
    case floatingPoint = 3
  }

  var columns: Int
  var rows: Int
  var bandCount: Int
  var pixelType: PixelType
  var isTiled: Bool
  /// Whether the bands of a pixel lie side by side.
  var isInterleaved: Bool
  var blockWidth: Int
  var blockHeight: Int
  var compression: Compression
  var predictor: Predictor
  var isByteSwapped: Bool
  /// Whether bits within bytes run from low to high, a rarity that libtiff undoes.
  var hasReversedBits: Bool

  /// Reads the layout; `nil` where the libtiff path does not read such a file.
  init?(_ file: borrowing TIFFFile) {
    guard let columns = file.uint32(TIFFTAG_IMAGEWIDTH),
      let rows = file.uint32(TIFFTAG_IMAGELENGTH), columns > 0, rows > 0,
      let bandCount = file.uint16(TIFFTAG_SAMPLESPERPIXEL), bandCount > 0,
      let pixelType = Self.pixelType(of: file),
      let compression = Self.compression(of: file)
    else { return nil }
    // JPEG-like colour models are converted by GDAL; plain samples are plain whatever they are called.
    let colourModels = [
      PHOTOMETRIC_MINISBLACK, PHOTOMETRIC_MINISWHITE, PHOTOMETRIC_RGB, PHOTOMETRIC_PALETTE,
      PHOTOMETRIC_MASK, PHOTOMETRIC_SEPARATED,
    ]
    if let model = file.uint16(TIFFTAG_PHOTOMETRIC), !colourModels.contains(Int32(model)) {
      return nil
    }
    self.columns = Int(columns)
    self.rows = Int(rows)
    self.bandCount = Int(bandCount)
    self.pixelType = pixelType
    self.compression = compression
    isTiled = unsafe TIFFIsTiled(file.pointer) != 0
    isInterleaved =
      bandCount == 1 || file.uint16(TIFFTAG_PLANARCONFIG) == UInt16(PLANARCONFIG_CONTIG)
    if isTiled {
      blockWidth = Int(file.uint32(TIFFTAG_TILEWIDTH) ?? 0)
      blockHeight = Int(file.uint32(TIFFTAG_TILELENGTH) ?? 0)
    } else {
      blockWidth = Int(columns)
      blockHeight = Int(min(rows, file.uint32(TIFFTAG_ROWSPERSTRIP) ?? rows))
    }
    // Only these codecs carry a predictor; the tag means nothing beside the others.
    let hasPredictor = compression != .none && compression != .packBits
    guard
      let predictor = Predictor(
        rawValue: hasPredictor ? file.uint16(TIFFTAG_PREDICTOR) ?? 1 : 1)
    else { return nil }
    self.predictor = predictor
    isByteSwapped = unsafe TIFFIsByteSwapped(file.pointer) != 0
    hasReversedBits = file.uint16(TIFFTAG_FILLORDER) == UInt16(FILLORDER_LSB2MSB)
    guard blockWidth > 0, blockHeight > 0, isConsistent else { return nil }
  }

  /// Whether the predictor suits the samples, and a block's size is one that can be held in memory.
  private var isConsistent: Bool {
    if predictor == .floatingPoint, pixelType != .float32, pixelType != .float64 { return false }
    let (samples, overflow) = blockWidth.multipliedReportingOverflow(by: blockHeight)
    return !overflow && samples <= (1 << 31) / (samplesPerPixel * pixelType.byteCount)
  }

  private static func pixelType(of file: borrowing TIFFFile) -> PixelType? {
    let format = Int32(file.uint16(TIFFTAG_SAMPLEFORMAT) ?? UInt16(SAMPLEFORMAT_UINT))
    let isUnsigned = format == SAMPLEFORMAT_UINT || format == SAMPLEFORMAT_VOID
    switch (file.uint16(TIFFTAG_BITSPERSAMPLE), format) {
    case (8, _) where isUnsigned: return .uint8
    case (16, _) where isUnsigned: return .uint16
    case (32, _) where isUnsigned: return .uint32
    case (8, SAMPLEFORMAT_INT): return .int8
    case (16, SAMPLEFORMAT_INT): return .int16
    case (32, SAMPLEFORMAT_INT): return .int32
    case (32, SAMPLEFORMAT_IEEEFP): return .float32
    case (64, SAMPLEFORMAT_IEEEFP): return .float64
    default: return nil
    }
  }

  private static func compression(of file: borrowing TIFFFile) -> Compression? {
    let scheme = file.uint16(TIFFTAG_COMPRESSION) ?? UInt16(COMPRESSION_NONE)
    guard TIFFIsCODECConfigured(scheme) == 1 else { return nil }
    switch Int32(scheme) {
    case COMPRESSION_NONE: return Compression.none
    case COMPRESSION_ADOBE_DEFLATE, COMPRESSION_DEFLATE: return .deflate
    case COMPRESSION_LZW: return .lzw
    case COMPRESSION_ZSTD: return .zstandard
    case COMPRESSION_PACKBITS: return .packBits
    default: return nil
    }
  }
}

extension TIFFLayout {
  /// The samples of a pixel within one block.
  var samplesPerPixel: Int { isInterleaved ? bandCount : 1 }
  /// The number of blocks side by side.
  var blocksAcross: Int { (columns + blockWidth - 1) / blockWidth }
  /// The number of blocks below each other.
  var blocksDown: Int { (rows + blockHeight - 1) / blockHeight }
  /// The number of blocks of all planes.
  var blockCount: Int { blocksAcross * blocksDown * (isInterleaved ? 1 : bandCount) }
  /// The size of a full block, decoded.
  var blockByteCount: Int { blockWidth * blockHeight * samplesPerPixel * pixelType.byteCount }

  /// libtiff's number of a block; bands count from 1.
  func block(band: Int, column: Int, row: Int) -> Int {
    let plane = isInterleaved ? 0 : band - 1
    return (plane * blocksDown + row) * blocksAcross + column
  }

  /// The rows a block holds in the file: the last strip is short, the last tile is padded.
  func storedRows(blockRow: Int) -> Int {
    isTiled ? blockHeight : min(blockHeight, rows - blockRow * blockHeight)
  }
}

import CTIFF
import Diagnostics
import Glibc
import Imagery
import Synchronization

/// Reads windows of a local GeoTIFF block by block: DEFLATE through libdeflate and our own predictor, the other codecs
/// through libtiff. Pixels equal those that GDAL gives.
///
/// GDAL describes the file; this reads only its pixels: without GDAL's global block cache and its lock, with counts of
/// what was decoded, and with each failure tied to its block.
@safe
struct TIFFBlockReader: ~Copyable {
  private let path: String
  private let file: TIFFFile
  let layout: TIFFLayout
  private let fileSize: Int
  /// What a block that was never written holds, per band: the band's no-data number, else 0.
  private let sparseValues: [Double]
  private var cache: BlockCache
  /// Where blocks are kept instead of the cache, if other readers of the file use them too.
  private let shared: SharedBlocks?
  private let decoder: DeflateDecoder
  private var stream: Raster<UInt8>
  private var row: Raster<UInt8>
  private(set) var counters = ReadCounters()

  /// Opens the file that `info` describes; `nil` where its pixels must go through GDAL.
  ///
  /// - Throws: `.corrupt` where libtiff cannot read the directory.
  static func open(
    _ info: RasterInfo, cacheByteLimit: Int, shared: SharedBlocks?
  ) throws(TiankanError) -> TIFFBlockReader? {
    guard info.format == "GTiff", LocalFile.isPlain(info.path) else { return nil }
    let file = try TIFFFile(opening: info.path)
    guard let layout = TIFFLayout(file), layout.columns == info.columns, layout.rows == info.rows,
      layout.bandCount == info.bands.count,
      info.bands.allSatisfy({ $0.pixelType == layout.pixelType })
    else { return nil }
    var status = stat()
    guard unsafe fstat(TIFFFileno(file.pointer), &status) == 0 else {
      throw LocalFile.error(errno, reading: info.path)
    }
    return TIFFBlockReader(
      info, file, layout, try DeflateDecoder(), fileSize: Int(status.st_size),
      cacheByteLimit: cacheByteLimit, shared: shared)
  }

  private init(
    _ info: RasterInfo, _ file: consuming TIFFFile, _ layout: TIFFLayout,
    _ decoder: consuming DeflateDecoder, fileSize: Int, cacheByteLimit: Int,
    shared: SharedBlocks?
  ) {
    path = info.path
    sparseValues = info.bands.map { $0.noData ?? 0 }
    cache = BlockCache(
      blockByteCount: layout.blockByteCount, blockCount: layout.blockCount,
      byteLimit: cacheByteLimit)
    stream = Raster(width: 0, height: 1)
    let rowByteCount = layout.blockWidth * layout.samplesPerPixel * layout.pixelType.byteCount
    row = Raster(width: layout.predictor == .floatingPoint ? rowByteCount : 0, height: 1)
    self.file = file
    self.layout = layout
    self.decoder = decoder
    self.fileSize = fileSize
    self.shared = shared
  }

  /// Gives the memory of decoded blocks and of the compressed one back.
  mutating func releaseMemory() {
    cache.release()
    stream = Raster(width: 0, height: 1)
  }

  /// Reads a window that lies inside the raster.
  ///
  /// - Parameters:
  ///   - destination: Receives the window row after row.
  ///   - type: The type of the destination's samples.
  /// - Throws: `.corrupt`, naming the block. Windows that do not touch the block stay readable.
  @unsafe
  mutating func read(
    band: Int, window: Window, into destination: UnsafeMutableRawPointer, type: PixelType
  ) throws(TiankanError) {
    guard !window.isEmpty else { return }
    let blockRows = window.row / layout.blockHeight...(window.endRow - 1) / layout.blockHeight
    let blockColumns =
      window.column / layout.blockWidth...(window.endColumn - 1) / layout.blockWidth
    for row in blockRows {
      for column in blockColumns {
        let block = layout.block(band: band, column: column, row: row)
        let part = BlockPart(band: band, column: column, row: row, window: window)
        if let shared {
          let store = shared.block(block, byteCount: layout.blockByteCount)
          // Others wait here for a block that is being decoded.
          try store.contents.withLock { (contents) throws(TiankanError) in
            unsafe try copy(part, of: block, from: &contents, to: destination, type: type)
          }
        } else {
          let slot = try decodedSlot(block, part)
          unsafe copy(part, from: cache.bytes(of: slot), to: destination, type: type)
        }
      }
    }
  }

  /// A block's place and the window of which it holds a part.
  private struct BlockPart {
    var band: Int
    var column: Int
    var row: Int
    var window: Window
  }

  /// Copies what a window has of a shared block, which is decoded first where it is not yet.
  @unsafe
  private mutating func copy(
    _ part: BlockPart, of block: Int, from contents: inout SharedBlocks.Contents,
    to destination: UnsafeMutableRawPointer, type: PixelType
  ) throws(TiankanError) {
    var raster: Raster<UInt8>
    switch contents.bytes.take() {
    case .some(let known): raster = known
    case nil: raster = Raster(width: layout.blockByteCount, height: 1)
    }
    if contents.isDecoded {
      counters.cacheHits += 1
    } else {
      try decode(block, part, into: &raster)
    }
    // SAFETY: the raster holds a full block and is not used otherwise while it is copied from.
    var view = raster.mutableSamples
    unsafe view.withUnsafeMutableBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe copy(part, from: base, to: destination, type: type)
    }
    contents.bytes = consume raster
    contents.isDecoded = true
  }

  private mutating func decode(
    _ block: Int, _ part: BlockPart, into raster: inout Raster<UInt8>
  ) throws(TiankanError) {
    var view = raster.mutableSamples
    // SAFETY: the raster holds a full block, aligned to 64 bytes as slots are.
    unsafe try view.withUnsafeMutableBytes { buffer throws(TiankanError) in
      guard let base = buffer.baseAddress else { return }
      unsafe try decode(block, part, into: base)
    }
  }

  /// Copies what a window has of a decoded block.
  @unsafe
  private func copy(
    _ part: BlockPart, from bytes: UnsafeRawPointer, to destination: UnsafeMutableRawPointer,
    type: PixelType
  ) {
    let sampleByteCount = layout.pixelType.byteCount
    let stride = layout.samplesPerPixel
    let bandOffset = layout.isInterleaved ? part.band - 1 : 0
    let window = part.window
    let block = Window(
      column: part.column * layout.blockWidth, row: part.row * layout.blockHeight,
      width: layout.blockWidth, height: layout.blockHeight)
    let common = block.intersection(window)
    for row in common.row..<common.endRow {
      let sample =
        ((row - block.row) * block.width + common.column - block.column) * stride + bandOffset
      let position = (row - window.row) * window.width + common.column - window.column
      // SAFETY: `common` lies inside the block and the window, whose memory the callers vouch for.
      unsafe copySamples(
        from: bytes + sample * sampleByteCount, type: layout.pixelType, stride: stride,
        to: destination + position * type.byteCount, type: type, count: common.width)
    }
  }

  private mutating func decodedSlot(_ block: Int, _ part: BlockPart) throws(TiankanError) -> Int {
    if let slot = cache.slot(holding: block) {
      counters.cacheHits += 1
      return slot
    }
    let slot = cache.vacate()
    // SAFETY: a slot holds a full block.
    unsafe try decode(block, part, into: cache.bytes(of: slot))
    cache.commit(slot, as: block)
    return slot
  }

  /// Decodes a block; an error names its place.
  @unsafe
  private mutating func decode(
    _ block: Int, _ part: BlockPart, into output: UnsafeMutableRawPointer
  ) throws(TiankanError) {
    do throws(TiankanError) {
      unsafe try decode(
        block, band: part.band, storedRows: layout.storedRows(blockRow: part.row), into: output)
    } catch {
      throw TiankanError(
        .corrupt,
        "block \(part.column), \(part.row) of band \(part.band) cannot be decoded; fetch the file again",
        subject: path, cause: error.cause)
    }
  }
}

extension TIFFBlockReader {
  /// - Parameter output: Memory for a full block.
  @unsafe
  private mutating func decode(
    _ block: Int, band: Int, storedRows: Int, into output: UnsafeMutableRawPointer
  ) throws(TiankanError) {
    let rowSamples = layout.blockWidth * layout.samplesPerPixel
    let byteCount = rowSamples * storedRows * layout.pixelType.byteCount
    let storedCount = unsafe TIFFGetStrileByteCount(file.pointer, UInt32(block))
    if storedCount == 0, let errors = file.takeErrors() { throw failure(errors) }
    guard storedCount > 0 else {
      unsafe fillSparse(output, band: band, sampleCount: rowSamples * storedRows)
      return
    }
    let start = unsafe TIFFGetStrileOffset(file.pointer, UInt32(block))
    let (end, overflow) = start.addingReportingOverflow(storedCount)
    guard !overflow, end <= UInt64(fileSize) else {
      throw failure("the file ends before the block: it is truncated")
    }
    counters.blocksDecoded += 1
    counters.bytesRead += Int(storedCount)
    if layout.compression == .deflate, !layout.hasReversedBits {
      let outcome = unsafe Self.inflate(
        block, isTile: layout.isTiled, of: file, through: &stream, decoder,
        storedCount: Int(storedCount), into: output, byteCount: byteCount)
      let errors = file.takeErrors()
      switch outcome {
      case .complete:
        unsafe undoPredictor(output, byteCount: byteCount, rowSamples: rowSamples)
        return
      case .tooLong: break
      case .damaged: throw failure("the DEFLATE stream is damaged")
      case nil: throw failure(errors ?? "the block's bytes cannot be read")
      }
    }
    let count = unsafe file.decode(block, isTile: layout.isTiled, into: output, count: byteCount)
    let errors = file.takeErrors()
    guard count == byteCount else { throw failure(errors ?? "the block is too short") }
  }

  /// Reads the compressed bytes and decodes them; `nil` where they cannot be read. A stream longer than the block is
  /// left to libtiff, which tolerates it.
  @unsafe
  private static func inflate(
    _ block: Int, isTile: Bool, of file: borrowing TIFFFile, through stream: inout Raster<UInt8>,
    _ decoder: borrowing DeflateDecoder, storedCount: Int,
    into output: UnsafeMutableRawPointer, byteCount: Int
  ) -> DeflateDecoder.Outcome? {
    if stream.count < storedCount { stream.reshape(width: storedCount, height: 1) }
    var bytes = stream.mutableSamples
    // SAFETY: the buffer holds at least `storedCount` bytes, and libtiff writes no more than it is told.
    return unsafe bytes.withUnsafeMutableBytes { buffer -> DeflateDecoder.Outcome? in
      guard let base = buffer.baseAddress,
        unsafe file.readStored(block, isTile: isTile, into: base, count: storedCount)
          == storedCount
      else { return nil }
      return unsafe decoder.decode(
        UnsafeRawBufferPointer(rebasing: buffer[..<storedCount]), into: output, count: byteCount)
    }
  }

  /// Turns decoded bytes into numbers of this machine.
  @unsafe
  private mutating func undoPredictor(
    _ output: UnsafeMutableRawPointer, byteCount: Int, rowSamples: Int
  ) {
    let stride = layout.samplesPerPixel
    if layout.predictor == .floatingPoint {
      var bytes = unsafe MutableSpan(
        _unsafeStart: output.assumingMemoryBound(to: UInt8.self), count: byteCount)
      let sampleByteCount = layout.pixelType.byteCount
      var scratch = row.mutableSamples
      undoFloatingPointDifferencing(
        &bytes, scratch: &scratch, sampleByteCount: sampleByteCount, rowLength: rowSamples,
        stride: stride)
      return
    }
    let isDifferenced = layout.predictor == .horizontal
    // SAFETY: slots are aligned to 64 bytes and hold `byteCount` bytes, a whole number of samples.
    switch layout.pixelType.byteCount {
    case 1:
      var samples = unsafe MutableSpan(
        _unsafeStart: output.assumingMemoryBound(to: UInt8.self), count: byteCount)
      if isDifferenced {
        undoHorizontalDifferencing(&samples, rowLength: rowSamples, stride: stride)
      }
    case 2:
      var samples = unsafe MutableSpan(
        _unsafeStart: output.assumingMemoryBound(to: UInt16.self), count: byteCount / 2)
      if layout.isByteSwapped { swapByteOrder(&samples) }
      if isDifferenced {
        undoHorizontalDifferencing(&samples, rowLength: rowSamples, stride: stride)
      }
    case 4:
      var samples = unsafe MutableSpan(
        _unsafeStart: output.assumingMemoryBound(to: UInt32.self), count: byteCount / 4)
      if layout.isByteSwapped { swapByteOrder(&samples) }
      if isDifferenced {
        undoHorizontalDifferencing(&samples, rowLength: rowSamples, stride: stride)
      }
    default:
      var samples = unsafe MutableSpan(
        _unsafeStart: output.assumingMemoryBound(to: UInt64.self), count: byteCount / 8)
      if layout.isByteSwapped { swapByteOrder(&samples) }
      if isDifferenced {
        undoHorizontalDifferencing(&samples, rowLength: rowSamples, stride: stride)
      }
    }
  }

  @unsafe
  private func fillSparse(_ output: UnsafeMutableRawPointer, band: Int, sampleCount: Int) {
    // GDAL has one no-data number per GeoTIFF, so every interleaved band of the block holds the same.
    unsafe fillSamples(
      output, type: layout.pixelType, count: sampleCount, with: sparseValues[band - 1])
  }

  private func failure(_ cause: String) -> TiankanError {
    TiankanError(.corrupt, "the block cannot be decoded", subject: path, cause: cause)
  }
}

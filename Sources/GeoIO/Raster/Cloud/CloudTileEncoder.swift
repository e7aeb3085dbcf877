import Diagnostics
import Imagery

/// Cuts tiles out of planes and compresses them into memory that is used again.
struct CloudTileEncoder: ~Copyable, Sendable {
  private let compressor: BlockCompressor
  private let isDifferenced: Bool
  private var tile: Raster<Int16>
  private var bytes: Raster<UInt8>

  init(_ output: RasterOutput) throws(TiankanError) {
    let side = CloudPyramid.tileSide
    let compressor = try BlockCompressor(output.compression)
    isDifferenced = output.predictor == .automatic && output.compression != .none
    tile = Raster(width: side, height: side)
    bytes = Raster(width: compressor.bound(of: side * side * 2) + 8, height: 1)
    self.compressor = compressor
  }

  /// Compresses a tile; returns how many bytes `stored` has then.
  ///
  /// The tile's size stands before it and its last four bytes are repeated behind it, as GDAL's directory-first layout promises, so
  /// that a reader over the network can do with one request per tile.
  ///
  /// - Parameters:
  ///   - plane: Rows of `width` samples.
  ///   - part: What the plane has of the tile.
  mutating func encode(_ plane: Span<Int16>, width: Int, part: Window) throws(TiankanError) -> Int {
    cut(plane, width: width, part: part, isDifferenced: isDifferenced, into: &tile)
    guard let count = Self.compress(tile, with: compressor, into: &bytes) else {
      throw TiankanError(.bug, "a tile does not fit into its memory")
    }
    return count
  }

  /// The first bytes of the tile compressed last.
  @_lifetime(borrow self)
  borrowing func stored(_ count: Int) -> RawSpan {
    // SAFETY: bytes have no padding.
    unsafe bytes.samples.bytes.extracting(0..<count)
  }

  /// Compresses a tile behind four bytes and writes what stands around it; returns how many bytes that makes.
  private static func compress(
    _ tile: borrowing Raster<Int16>, with compressor: borrowing BlockCompressor,
    into bytes: inout Raster<UInt8>
  ) -> Int? {
    // SAFETY: samples of 16 bits have no padding, and any bytes are bytes.
    let source = unsafe tile.samples.bytes
    var view = bytes.mutableSamples
    var all = unsafe view.mutableBytes
    var written: Int?
    do {
      var target = all._mutatingExtracting(4..<all.byteCount - 4)
      written = compressor.compress(source, into: &target)
    }
    guard let count = written, count >= 4 else { return nil }
    all.storeBytes(of: UInt32(count).littleEndian, toByteOffset: 0, as: UInt32.self)
    // SAFETY: a number of 32 bits at a place that is checked.
    let last = unsafe all.bytes.unsafeLoadUnaligned(fromByteOffset: count, as: UInt32.self)
    all.storeBytes(of: last, toByteOffset: count + 4, as: UInt32.self)
    return count + 8
  }
}

private func cut(
  _ plane: Span<Int16>, width: Int, part: Window, isDifferenced: Bool,
  into tile: inout Raster<Int16>
) {
  let side = tile.width
  var samples = tile.mutableSamples
  cutTile(
    from: plane, width: width, part: part, side: side, isDifferenced: isDifferenced,
    into: &samples)
}

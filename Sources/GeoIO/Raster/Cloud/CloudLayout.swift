import CTIFF
import Imagery

/// How a Cloud-Optimized GeoTIFF is put together: what stands at its front, and which bytes of the file of tiles go where.
///
/// In front are the header, the promise of the layout, and the directories, the image's first; then come tiles, the smallest overview's first
/// and the image's last, each level in reading order. (GDAL, "COG – Cloud Optimized GeoTIFF generator", file layout.)
struct CloudLayout {
  /// A stretch of the file of tiles and its place in the final file.
  struct Move {
    var from: Int
    var count: Int
    var to: Int
  }

  /// The bytes before the first tile.
  private(set) var head: [UInt8] = []
  /// The tiles, in the order of the final file.
  private(set) var moves: [Move] = []

  /// The blank is there for a program that breaks the promise and has to write "YES" for "NO".
  private static let promise = """
    LAYOUT=IFDS_BEFORE_DATA
    BLOCK_ORDER=ROW_MAJOR
    BLOCK_LEADER=SIZE_AS_UINT4
    BLOCK_TRAILER=LAST_4_BYTES_REPEATED
    KNOWN_INCOMPATIBLE_EDITION=NO

    """ + " "

  init(
    _ pyramid: CloudPyramid, _ output: RasterOutput, _ description: GeoTIFFDescription,
    places: [[CloudRaster.Place]]
  ) {
    let total = places.joined().reduce(1 << 20) { $0 + $1.count + 24 }
    let isBig = total > Int(UInt32.max)
    let text = Self.promiseText()
    let first = (isBig ? 16 : 8) + text.count
    // Directories have the same size whatever their offsets are.
    let sizes = pyramid.sizes.indices.map { level in
      Self.directory(
        pyramid, level, output, description, isBig: isBig,
        offsets: places[level].map { _ in 0 }, counts: places[level].map(\.count)
      ).byteCount
    }
    var place = first + sizes.reduce(0, +)
    var offsets = places.map { $0.map { _ in 0 } }
    for level in pyramid.sizes.indices.reversed() {
      for (tile, stored) in places[level].enumerated() {
        offsets[level][tile] = place + 4
        moves.append(Move(from: stored.start, count: stored.count + 8, to: place))
        place += stored.count + 8
      }
    }
    head = Self.header(isBig: isBig, first: first) + text
    for level in pyramid.sizes.indices {
      let start = head.count
      let directory = Self.directory(
        pyramid, level, output, description, isBig: isBig, offsets: offsets[level],
        counts: places[level].map(\.count))
      let isLast = level == pyramid.sizes.count - 1
      head += directory.bytes(at: start, next: isLast ? 0 : start + directory.byteCount)
    }
  }

  private static func promiseText() -> [UInt8] {
    let content = Array(promise.utf8)
    let digits = "\(content.count)"
    let size = String(repeating: "0", count: 6 - digits.count) + digits
    let text = Array("GDAL_STRUCTURAL_METADATA_SIZE=\(size) bytes\n".utf8) + content
    // A directory starts at an even offset, and the header before the text has an even size.
    return text.count.isMultiple(of: 2) ? text : text + [0]
  }

  private static func header(isBig: Bool, first: Int) -> [UInt8] {
    var bytes: [UInt8] = [0x49, 0x49]
    if isBig {
      bytes.append(littleEndian: UInt16(43))
      bytes.append(littleEndian: UInt16(8))
      bytes.append(littleEndian: UInt16(0))
      bytes.append(littleEndian: UInt64(first))
    } else {
      bytes.append(littleEndian: UInt16(42))
      bytes.append(littleEndian: UInt32(truncatingIfNeeded: first))
    }
    return bytes
  }

  private static func directory(
    _ pyramid: CloudPyramid, _ level: Int, _ output: RasterOutput,
    _ description: GeoTIFFDescription, isBig: Bool, offsets: [Int], counts: [Int]
  ) -> TIFFDirectory {
    var directory = TIFFDirectory(isBig: isBig)
    for entry in description.entries
    where level == 0 || entry.tag == GeoTIFFDescription.noDataTag {
      directory.set(entry)
    }
    let size = pyramid.sizes[level]
    if level > 0 {
      directory.set(TIFFEntry(TIFFTAG_SUBFILETYPE, .long, [Int(FILETYPE_REDUCEDIMAGE)]))
    }
    directory.set(TIFFEntry(TIFFTAG_IMAGEWIDTH, .long, [size.columns]))
    directory.set(TIFFEntry(TIFFTAG_IMAGELENGTH, .long, [size.rows]))
    directory.set(TIFFEntry(TIFFTAG_BITSPERSAMPLE, .short, [16]))
    directory.set(TIFFEntry(TIFFTAG_COMPRESSION, .short, [scheme(output.compression)]))
    directory.set(TIFFEntry(TIFFTAG_PHOTOMETRIC, .short, [Int(PHOTOMETRIC_MINISBLACK)]))
    directory.set(TIFFEntry(TIFFTAG_SAMPLESPERPIXEL, .short, [1]))
    directory.set(TIFFEntry(TIFFTAG_PLANARCONFIG, .short, [Int(PLANARCONFIG_CONTIG)]))
    if output.compression != .none {
      directory.set(
        TIFFEntry(
          TIFFTAG_PREDICTOR, .short,
          [Int(output.predictor == .automatic ? PREDICTOR_HORIZONTAL : PREDICTOR_NONE)]))
    }
    directory.set(TIFFEntry(TIFFTAG_TILEWIDTH, .short, [CloudPyramid.tileSide]))
    directory.set(TIFFEntry(TIFFTAG_TILELENGTH, .short, [CloudPyramid.tileSide]))
    directory.set(TIFFEntry(TIFFTAG_TILEOFFSETS, isBig ? .long8 : .long, offsets))
    directory.set(TIFFEntry(TIFFTAG_TILEBYTECOUNTS, .long, counts))
    directory.set(TIFFEntry(TIFFTAG_SAMPLEFORMAT, .short, [Int(SAMPLEFORMAT_INT)]))
    return directory
  }

  private static func scheme(_ compression: RasterOutput.Compression) -> Int {
    switch compression {
    case .deflate: Int(COMPRESSION_ADOBE_DEFLATE)
    case .zstandard: Int(COMPRESSION_ZSTD)
    case .none: Int(COMPRESSION_NONE)
    }
  }
}

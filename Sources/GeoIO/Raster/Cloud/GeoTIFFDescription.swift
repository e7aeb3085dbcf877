import Diagnostics
import Imagery

/// The tags of a GeoTIFF that say what its pixels are: place, CRS, no data, names, scale, metadata.
///
/// GDAL encodes them into a file without pixels, from which they are copied, so that they are the same as in a file that
/// GDAL wrote itself.
struct GeoTIFFDescription {
  /// The entries, in the order of their tags.
  private(set) var entries: [TIFFEntry]

  /// The tag of the no-data number, which overviews carry as well.
  static let noDataTag: UInt16 = 42113

  /// The tags that say how pixels are stored, which the writer sets itself.
  private static let layoutTags: Set<UInt16> = [
    254, 256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 317, 322, 323, 324, 325, 338, 339,
  ]

  /// Lets GDAL describe a raster in a temporary file beside the output.
  init(_ path: String, grid: Grid, _ output: RasterOutput) throws(TiankanError) {
    let file = TemporaryFile(for: path, suffix: ".tags.tif")
    let dataset = try RasterWriter.create(
      file.path, grid: grid, output, options: output.workOptions, subject: path)
    try RasterWriter.describe(dataset, grid: grid, output, subject: path)
    try dataset.close(path)
    let bytes = try OutputFile.contents(of: file.path, subject: path)
    guard let entries = Self.entries(of: bytes) else {
      throw TiankanError(.bug, "the tags that GDAL wrote cannot be read", subject: path)
    }
    self.entries = entries.filter { !Self.layoutTags.contains($0.tag) }
    withExtendedLifetime(file) {}
  }

  /// The entries of the first directory of a little-endian TIFF; `nil` where it is damaged.
  static func entries(of bytes: [UInt8]) -> [TIFFEntry]? {
    func number(_ place: Int, _ size: Int) -> Int? {
      guard place >= 0, place + size <= bytes.count else { return nil }
      return bytes[place..<place + size].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    guard let order = number(0, 2), order == 0x4949, let version = number(2, 2),
      version == 42 || version == 43
    else { return nil }
    let isBig = version == 43
    let (size, head) = isBig ? (8, 8) : (4, 2)
    guard let start = number(isBig ? 8 : 4, size), let count = number(start, head) else {
      return nil
    }
    var entries: [TIFFEntry] = []
    for item in 0..<count {
      let place = start + head + item * (4 + 2 * size)
      guard let tag = number(place, 2), let type = number(place + 2, 2),
        let length = number(place + 4, size),
        let width = TIFFEntry.byteCount(ofType: UInt16(type))
      else { return nil }
      var values = place + 4 + size
      if length * width > size {
        guard let offset = number(values, size) else { return nil }
        values = offset
      }
      guard values >= 0, values + length * width <= bytes.count else { return nil }
      entries.append(
        TIFFEntry(
          tag: UInt16(tag), type: UInt16(type), count: length,
          bytes: Array(bytes[values..<values + length * width])))
    }
    return entries
  }
}

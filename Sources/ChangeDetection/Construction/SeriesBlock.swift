import Imagery

/// All dates of one block of pixels: the subject of the construction detector.
///
/// Fill it date by date from planes as they are read, then examine it. Workers keep a block and `reshape` it; memory is
/// allocated only to grow.
///
/// Layout: groups of 32 pixels; in a group the four indices; in an index the dates; in a date the 32 pixels, which are
/// one cache line. So a date is written by whole cache lines, and the dates of one pixel lie within 256 × dates bytes,
/// which stay in the first-level cache during the scan in time. Memory: 8 bytes per pixel and date, and 1 per pixel.
public struct SeriesBlock: ~Copyable, Sendable {
  /// The pixels of a group.
  static let lanes = 32

  /// The number of columns.
  public private(set) var width: Int
  /// The number of rows.
  public private(set) var height: Int
  /// The dates, ascending; several may share a day.
  public private(set) var dates: [SeriesDate]
  /// The names of the satellites, such as `sentinel-2a`, to which dates point.
  public private(set) var platforms: [String]
  var samples: Raster<Int16>
  var cover: Raster<UInt8>

  /// Creates a block without data; dates that do not ascend are a programmer's error.
  public init(width: Int, height: Int, dates: [SeriesDate], platforms: [String] = [""]) {
    self.width = 0
    self.height = 0
    self.dates = []
    self.platforms = []
    samples = Raster(width: 0, height: 0)
    cover = Raster(width: 0, height: 0)
    reshape(width: width, height: height, dates: dates, platforms: platforms)
  }
}

extension SeriesBlock {
  /// The number of pixels.
  public var pixelCount: Int { width * height }

  /// Gives the block another size and other dates, and empties it: no data everywhere, no cropland.
  public mutating func reshape(
    width: Int, height: Int, dates: [SeriesDate], platforms: [String] = [""]
  ) {
    precondition(
      zip(dates, dates.dropFirst()).allSatisfy { $0 <= $1 }, "the dates of a series must ascend")
    precondition(
      dates.allSatisfy { Int($0.platform) < platforms.count }, "a date names a missing platform")
    self.width = width
    self.height = height
    self.dates = dates
    self.platforms = platforms
    let groups = (width * height + Self.lanes - 1) / Self.lanes
    samples.reshape(
      width: Self.lanes, height: groups * SeriesIndex.allCases.count * dates.count)
    cover.reshape(width: width, height: height)
    var values = samples.mutableSamples
    for i in values.indices { values[i] = IndexValue.noData }
    var classes = cover.mutableSamples
    for i in classes.indices { classes[i] = 0 }
  }

  /// Writes one index of one date.
  ///
  /// - Parameters:
  ///   - index: which plane.
  ///   - date: the position of the date in `dates`.
  ///   - plane: one stored value per pixel, row after row.
  ///   - usable: one number per pixel, 0 where cloud, shadow or their edge forbids it (`QualityMask.restrict`).
  public mutating func fill(
    _ index: SeriesIndex, date: Int, from plane: Span<Int16>, usable: Span<UInt8>
  ) {
    precondition(dates.indices.contains(date), "the block has no such date")
    precondition(
      plane.count == pixelCount && usable.count == pixelCount, "one value per pixel of the block")
    let dateCount = dates.count
    let stride = SeriesIndex.allCases.count * dateCount * Self.lanes
    let start = (index.rawValue * dateCount + date) * Self.lanes
    var target = samples.mutableSamples
    scatter(plane, usable, into: &target, start: start, stride: stride)
  }

  /// Says what is farmed: 0 no cropland or not known, 1 dry cropland, 2 paddy; other numbers count as cropland.
  public mutating func setCropland(from classes: Span<UInt8>) {
    precondition(classes.count == pixelCount, "one class per pixel of the block")
    var target = cover.mutableSamples
    for i in classes.indices { target[i] = classes[i] }
  }

  /// The value of an index at a date and pixel, for evidence and tests.
  public func value(_ index: SeriesIndex, date: Int, pixel: Int) -> Int16 {
    precondition(dates.indices.contains(date) && pixel >= 0 && pixel < pixelCount, "outside")
    let group = pixel / Self.lanes
    let line = (group * SeriesIndex.allCases.count + index.rawValue) * dates.count + date
    return samples.samples[line * Self.lanes + pixel % Self.lanes]
  }
}

/// Writes the lines of one date, one per group, `stride` values apart.
private func scatter(
  _ plane: Span<Int16>, _ usable: Span<UInt8>, into target: inout MutableSpan<Int16>, start: Int,
  stride: Int
) {
  var pixel = 0
  var line = start
  while pixel < plane.count {
    let lanes = min(SeriesBlock.lanes, plane.count - pixel)
    for lane in 0..<lanes {
      target[line + lane] = usable[pixel + lane] == 0 ? IndexValue.noData : plane[pixel + lane]
    }
    pixel += SeriesBlock.lanes
    line += stride
  }
}

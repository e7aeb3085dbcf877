public import Imagery

/// What a raster that is written looks like: type, bands, layout, compression and metadata.
public struct RasterOutput: Hashable, Sendable {
  /// One band and the meaning of its numbers.
  public struct Band: Hashable, Sendable {
    /// The band's name, such as `ndvi`.
    public var name: String
    /// The number that means "no data"; a GeoTIFF has one for all its bands.
    public var noData: Double?
    /// The factor of `value = number × scale + offset`.
    public var scale: Double
    /// The offset of `value = number × scale + offset`.
    public var offset: Double
    /// The unit of the values; empty for none.
    public var unit: String

    /// Creates a description.
    public init(
      name: String, noData: Double? = nil, scale: Double = 1, offset: Double = 0, unit: String = ""
    ) {
      self.name = name
      self.noData = noData
      self.scale = scale
      self.offset = offset
      self.unit = unit
    }
  }

  /// How overviews (reduced copies) are made.
  public enum OverviewResampling: String, Hashable, Sendable {
    /// One pixel of several: for masks and classes.
    case nearest = "NEAREST"
    /// The mean of the valid pixels: for indices and reflectance.
    case average = "AVERAGE"
  }

  /// How blocks and overviews lie in the file.
  public enum Layout: Hashable, Sendable {
    /// A Cloud-Optimized GeoTIFF: overviews and directory in front, so that parts can be read over the network.
    case cloudOptimized(OverviewResampling)
    /// A tiled GeoTIFF without overviews.
    case tiled
  }

  /// How blocks are compressed.
  public enum Compression: Hashable, Sendable {
    /// DEFLATE at a level from 1 (fast) to 12 (small); every reader knows it.
    case deflate(level: Int)
    /// Zstandard at a level from 1 (fast) to 22 (small); newer readers only.
    case zstandard(level: Int)
    /// Not at all.
    case none
  }

  /// What is done to numbers before they are compressed.
  public enum Predictor: Hashable, Sendable {
    /// Horizontal differencing for integers, the floating-point predictor for floats.
    case automatic
    /// Nothing: right for masks and classes.
    case none
  }

  /// The type of the samples; `int8` cannot be written.
  public var pixelType: PixelType
  /// The bands, in order.
  public var bands: [Band]
  /// Entries of the default metadata, in order; `TIFFTAG_SOFTWARE` and its like become tags.
  public var metadata: [Entry]
  /// How blocks and overviews lie in the file.
  public var layout: Layout
  /// How blocks are compressed.
  public var compression: Compression
  /// What is done to numbers before they are compressed.
  public var predictor: Predictor
  /// The number of threads that compress; the bytes are the same for any.
  public var threads: Int

  /// A key of the metadata and its value.
  public struct Entry: Hashable, Sendable {
    /// The name.
    public var key: String
    /// The text.
    public var value: String

    /// Creates an entry.
    public init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  /// Creates a description; a cloud-optimized DEFLATE file unless said otherwise.
  public init(
    pixelType: PixelType, bands: [Band], metadata: [Entry] = [],
    layout: Layout = .cloudOptimized(.nearest), compression: Compression = .deflate(level: 6),
    predictor: Predictor = .automatic, threads: Int = 1
  ) {
    self.pixelType = pixelType
    self.bands = bands
    self.metadata = metadata
    self.layout = layout
    self.compression = compression
    self.predictor = predictor
    self.threads = threads
  }
}

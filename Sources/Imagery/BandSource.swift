/// Where a band of a scene is stored, and how its numbers are meant.
public struct BandSource: Hashable, Sendable {
  /// The file or GDAL dataset name (`/vsicurl/…`, `/vsis3/…` and subdataset names included).
  public var path: String
  /// The band within the file, counted from 1 as GDAL does.
  public var band: Int
  /// The sensor's own name of the band, such as `B04`.
  public var name: String
  /// From digital number to reflectance; for the quality role the identity.
  public var scaling: BandScaling
  /// The digital number that means "no data".
  public var noData: Double?
  /// Where the band's pixels are.
  public var grid: Grid

  /// Creates a source.
  public init(
    path: String, band: Int, name: String, scaling: BandScaling, noData: Double?, grid: Grid
  ) {
    self.path = path
    self.band = band
    self.name = name
    self.scaling = scaling
    self.noData = noData
    self.grid = grid
  }
}

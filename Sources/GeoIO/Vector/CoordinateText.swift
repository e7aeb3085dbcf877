public import Geometry

/// Parcels in the coordinate exchange text that county land offices send: 界址点坐标交换文本.
///
/// The text has a header `[属性描述]` of `key=value` lines and a section `[地块坐标]`. There each parcel
/// is one line `点数,面积,编号,名称,图形属性,图幅号,用途,地类编码,@` followed by one line
/// `点号,圈号,X,Y` per boundary point. X is the northing and Y the easting, in metres of a CGCS2000
/// Gauss-Krüger zone; the easting may carry the zone number in front (38 5xx xxx).
public struct CoordinateText: Hashable, Sendable {
  /// A line of the header.
  public struct HeaderEntry: Hashable, Sendable {
    /// The key, such as `坐标系`.
    public var key: String
    /// The value, such as `2000国家大地坐标系`.
    public var value: String

    /// Creates a header line.
    public init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  /// What a parcel's points draw (图形属性).
  public enum Shape: String, Hashable, Sendable {
    /// An area.
    case polygon = "面"
    /// Single points.
    case point = "点"
    /// A line.
    case line = "线"
  }

  /// A boundary point (界址点).
  public struct Point: Hashable, Sendable {
    /// The point's number, such as `J1`.
    public var name: String
    /// Easting (with the zone in front where the text has it) and northing, in metres.
    public var coordinate: Coordinate

    /// Creates a boundary point.
    public init(name: String, coordinate: Coordinate) {
      self.name = name
      self.coordinate = coordinate
    }
  }

  /// The points of one ring number (圈号).
  public struct Ring: Hashable, Sendable {
    /// The ring's number; 1 is an outer ring, others are holes or further parts.
    public var number: Int
    /// The points in the text's order, closed or not as the text has them.
    public var points: [Point]

    /// Creates a ring.
    public init(number: Int, points: [Point]) {
      self.number = number
      self.points = points
    }
  }

  /// A parcel (地块).
  public struct Parcel: Hashable, Sendable {
    /// The line of the text at which the parcel starts; 0 where it does not come from a text.
    public var line: Int
    /// The stated area in hectares (公顷), as the text spells it; not used for any computation.
    public var statedArea: String
    /// 地块编号.
    public var number: String
    /// 地块名称.
    public var name: String
    /// 图形属性.
    public var shape: Shape
    /// 图幅号.
    public var mapSheet: String
    /// 地块用途.
    public var use: String
    /// 地类编码.
    public var landClass: String
    /// The rings in the text's order.
    public var rings: [Ring]

    /// Creates a parcel.
    public init(
      line: Int = 0, statedArea: String = "", number: String, name: String, shape: Shape = .polygon,
      mapSheet: String = "", use: String = "", landClass: String = "", rings: [Ring]
    ) {
      self.line = line
      self.statedArea = statedArea
      self.number = number
      self.name = name
      self.shape = shape
      self.mapSheet = mapSheet
      self.use = use
      self.landClass = landClass
      self.rings = rings
    }
  }

  /// The header lines, in order.
  public var header: [HeaderEntry]
  /// The zone of all coordinates.
  public var zone: GaussKrugerZone
  /// Whether eastings carry the zone number in front.
  public var hasZonePrefix: Bool
  /// The parcels, in order.
  public var parcels: [Parcel]

  /// Creates a text with a header that states the zone.
  public init(zone: GaussKrugerZone, hasZonePrefix: Bool, parcels: [Parcel]) {
    self.zone = zone
    self.hasZonePrefix = hasZonePrefix
    self.parcels = parcels
    header = [
      HeaderEntry("格式版本号", "1.01版本"),
      HeaderEntry("坐标系", "2000国家大地坐标系"),
      HeaderEntry("几度分带", String(zone.width.rawValue)),
      HeaderEntry("投影类型", "高斯克吕格"),
      HeaderEntry("计量单位", "米"),
      HeaderEntry("带号", String(zone.number)),
      HeaderEntry("精度", "0.001"),
      HeaderEntry("转换参数", "0,0,0,0,0,0,0"),
    ]
  }

  /// Creates a text from all its parts, as the parser does.
  init(header: [HeaderEntry], zone: GaussKrugerZone, hasZonePrefix: Bool, parcels: [Parcel]) {
    self.header = header
    self.zone = zone
    self.hasZonePrefix = hasZonePrefix
    self.parcels = parcels
  }
}

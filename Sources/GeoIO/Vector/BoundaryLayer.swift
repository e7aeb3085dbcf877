public import Diagnostics
public import Geometry
public import Imagery

/// A layer of polygons in memory: land units, approvals, clues.
public struct BoundaryLayer: Hashable, Sendable {
  /// The layer's name.
  public var name: String
  /// The system of all coordinates.
  public var crs: CoordinateReferenceSystem
  /// The columns, in order.
  public var fields: [FieldDefinition]
  /// The features that can be used.
  public var features: [Feature]
  /// The features that cannot, each with its reason.
  public var refusals: [Refusal]
  /// What the reader should know: repairs, assumptions, dropped heights.
  public var notices: [String]

  /// Creates a layer.
  public init(
    name: String, crs: CoordinateReferenceSystem, fields: [FieldDefinition], features: [Feature],
    refusals: [Refusal] = [], notices: [String] = []
  ) {
    self.name = name
    self.crs = crs
    self.fields = fields
    self.features = features
    self.refusals = refusals
    self.notices = notices
  }
}

extension BoundaryLayer {
  /// The column that a name means: the same name, else without regard to case, else the one column whose
  /// name is what a Shapefile leaves of it (10 bytes in UTF-8 or GB18030); `nil` if none or several fit.
  public func field(named name: String) -> FieldDefinition? {
    if let exact = fields.first(where: { $0.name == name }) { return exact }
    let lowered = name.lowercased()
    if let similar = fields.first(where: { $0.name.lowercased() == lowered }) { return similar }
    let cut = fields.filter { field in
      guard !field.name.isEmpty, lowered.hasPrefix(field.name.lowercased()) else { return false }
      return TextEncoding.cutLengths(of: name).contains(field.name.count)
    }
    return cut.count == 1 ? cut.first : nil
  }
}

extension TextEncoding {
  /// How many characters of a name fit into the 10 bytes of a dBASE field name, in UTF-8 and in GB18030.
  fileprivate static func cutLengths(of name: String) -> Set<Int> {
    func count(_ width: (Character) -> Int) -> Int {
      var bytes = 0
      return name.prefix { character in
        bytes += width(character)
        return bytes <= 10
      }.count
    }
    return [count { $0.utf8.count }, count { $0.isASCII ? 1 : 2 }]
  }
}

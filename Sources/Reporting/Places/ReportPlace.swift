public import Geometry
public import Imagery

/// The place a document is about: the outline of the clue and the boundaries around it, in one CRS.
public struct ReportPlace: Sendable {
  /// The outline of the clue; nil for a land unit or a tile.
  public var outline: MultiPolygon?
  /// The boundaries to draw: of the land unit, of what a clue touches.
  public var boundaries: [MultiPolygon]
  /// Clues to draw besides, such as all clues of a tile.
  public var others: [MultiPolygon]
  /// The CRS of all of them.
  public var crs: CoordinateReferenceSystem

  /// Creates a place.
  public init(
    outline: MultiPolygon?, boundaries: [MultiPolygon] = [], others: [MultiPolygon] = [],
    crs: CoordinateReferenceSystem
  ) {
    self.outline = outline
    self.boundaries = boundaries
    self.others = others
    self.crs = crs
  }

  /// What pictures show and series measure: the clue, or the boundaries where there is none.
  var subject: [MultiPolygon] {
    if let outline { return [outline] }
    return boundaries.isEmpty ? others : boundaries
  }

  /// The smallest rectangle around the subject.
  var envelope: Envelope { subject.reduce(Envelope.empty) { $0.union($1.envelope) } }
}

import Diagnostics
import GeoIO
import Geometry
import Imagery
import LandUnits

/// One worker's access to a layer of land units: reads stretches and puts their outlines on the grid of the scene.
struct ZonalUnitReader: ~Copyable {
  private let reader: BoundaryReader
  private let fields: LandUnitFields
  private let columns: [Int]
  private let transform: CoordinateTransform
  private let densification: Densification
  private let grid: Grid
  /// What was assumed or found out about the layer as a whole.
  let notices: [String]

  /// How long pieces of an edge may be before it is transformed, in metres: keeps straight lines within 2 cm.
  private static let longestPiece = 500.0

  init(
    _ request: ZonalRequest, fields: LandUnitFields, grid: Grid
  ) throws(TiankanError) {
    // All that can fail comes first: a value that cannot be copied is made at once or not at all.
    let reader = try BoundaryReader(
      request.units, options: request.boundaries, columns: fields.mayIdentify)
    let columns = try fields.identifierColumns(
      among: reader.fields.map(\.name), subject: reader.subject)
    let transform = try CoordinateTransform(from: reader.crs, to: grid.crs)
    let densification = try Densification(longestPiece: Self.longestPiece, in: reader.crs)
    notices = reader.notices
    self.columns = columns
    self.densification = densification
    self.reader = reader
    self.transform = transform
    self.fields = fields
    self.grid = grid
  }

  func stretches(ofAbout size: Int) -> [BoundaryStretch] { reader.stretches(ofAbout: size) }

  /// Reads a stretch; rows that cannot be used are listed.
  mutating func read(_ stretch: BoundaryStretch) throws(TiankanError) -> ZonalUnits.Chunk {
    var chunk = ZonalUnits.Chunk(outlines: OutlineStore(grid: grid))
    try reader.forEachBatch(in: stretch) { batch throws(TiankanError) in
      chunk.tally.add(batch)
      chunk.refusals += batch.refusals
      chunk.notices += batch.notices
      for feature in batch.features {
        do throws(TiankanError) {
          let id = try fields.identifier(of: feature, columns: columns, layer: reader.name)
          let outline =
            transform.isIdentity
            ? feature.geometry
            : try transform.transformed(densification.densified(feature.geometry))
          guard chunk.outlines.hasRoom(for: outline) else {
            throw TiankanError(.invalidGeometry, "the layer has too many positions; divide it")
          }
          chunk.outlines.append(outline)
          chunk.ids.append(id)
        } catch {
          chunk.refusals.append(
            Refusal(error, subject: "\(reader.subject): feature \(feature.identifier)"))
        }
      }
    }
    return chunk
  }
}

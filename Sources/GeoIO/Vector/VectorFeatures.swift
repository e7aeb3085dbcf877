import CGDAL
import Diagnostics
import Geometry

/// The features of an open layer, checked one by one.
struct VectorFeatures: ~Copyable {
  private let source: VectorSource
  private let table: FeatureTable
  private let checks: BoundaryChecks

  init(source: consuming VectorSource, table: consuming FeatureTable, checks: BoundaryChecks) {
    self.source = consume source
    self.table = consume table
    self.checks = checks
  }

  /// The source and layer, for messages.
  var subject: String { source.subject }
  /// The layer's name.
  var layerName: String { source.layerName }
  /// The columns, in order.
  var fields: [FieldDefinition] { table.fields }
  /// What was found out about names and encoding.
  var notices: [String] { table.notices }

  /// The numbers of the first and the last row; nil where the rows cannot be chosen by number.
  var rows: ClosedRange<Int64>? { source.rows }

  func forEachBatch(
    in stretch: BoundaryStretch, ofAtMost size: Int,
    _ body: (BoundaryBatch) throws(TiankanError) -> Void
  ) throws(TiankanError) {
    let layer = source.layer
    try source.select(stretch)
    unsafe OGR_L_ResetReading(layer.pointer)
    var batch = BoundaryBatch()
    var notedDimensions = false
    var log = GDALErrorLog()
    while true {
      if !log.entries.isEmpty { log = GDALErrorLog() }
      let next = unsafe log.collect { unsafe OGR_L_GetNextFeature(layer.pointer) }
      guard let next = unsafe next else {
        guard log.hasFailure else { break }
        throw log.error("read the next feature", on: source.subject, failure: .corrupt)
      }
      let feature = unsafe OGRFeature(owning: next)
      let identifier = String(unsafe OGR_F_GetFID(feature.pointer))
      // Only made where something is to be said of it: layers have millions of features.
      var place: String { "\(source.subject): feature \(identifier)" }
      do throws(TiankanError) {
        if log.hasFailure { throw log.error("read it", on: place, failure: .corrupt) }
        let area = try VectorGeometry.area(of: feature)
        let checked = try checks.accepted(area.geometry)
        if area.wasCurved { batch.notices.append("\(place): its curves are drawn as short edges") }
        if let repair = checked.repair { batch.notices.append("\(place): \(repair)") }
        if area.hadMoreDimensions, !notedDimensions {
          notedDimensions = true
          batch.notices.append("\(source.subject): heights and measures of positions are dropped")
        }
        batch.features.append(
          Feature(
            identifier: identifier, attributes: try table.attributes(of: feature),
            geometry: checked.geometry))
      } catch {
        batch.refusals.append(Refusal(error, subject: place))
      }
      if batch.count >= size {
        try body(batch)
        batch = BoundaryBatch()
      }
    }
    if batch != BoundaryBatch() { try body(batch) }
  }
}

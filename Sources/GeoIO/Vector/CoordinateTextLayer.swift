public import Diagnostics
import Foundation
public import Geometry
public import Imagery

/// Makes a boundary layer of a coordinate exchange text.
enum CoordinateTextLayer {
  private static let fields = ["地块编号", "地块名称", "地块面积", "图幅号", "地块用途", "地类编码"]

  /// Reads the file; the areas it states (公顷) are kept as text and used for nothing.
  static func read(
    _ argument: BoundaryArgument, options: BoundaryOptions
  ) throws(TiankanError) -> BoundaryLayer {
    let path = argument.source
    guard argument.layer == nil else {
      throw TiankanError(
        .usage, "a coordinate text has no layers; leave out #LAYER", subject: argument.subject)
    }
    guard options.crs == nil, options.datum == nil || options.datum == .cgcs2000 else {
      throw TiankanError(
        .usage,
        "a coordinate text states its system itself; leave out crs and datum, correct its header",
        subject: path)
    }
    try LocalFile.checkReadable(path)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TiankanError(.corrupt, "the file cannot be read; check the disk", subject: path)
    }
    return try layer(CoordinateText(parsing: [UInt8](data), subject: path), path: path)
  }

  private static func layer(
    _ text: CoordinateText, path: String
  ) throws(TiankanError) -> BoundaryLayer {
    let crs = try text.crs
    let checks = try BoundaryChecks(BoundaryReference(crs: crs))
    var layer = BoundaryLayer(
      name: String(LocalFile.name(of: path).dropLast(4)), crs: crs,
      fields: fields.map { FieldDefinition($0, .text) }, features: [])
    for (index, parcel) in text.parcels.enumerated() {
      let place = "\(path): parcel \(parcel.number) in line \(parcel.line)"
      do throws(TiankanError) {
        let checked = try checks.accepted(try parcel.geometry())
        if let repair = checked.repair { layer.notices.append("\(place): \(repair)") }
        let values = [
          parcel.number, parcel.name, parcel.statedArea, parcel.mapSheet, parcel.use,
          parcel.landClass,
        ]
        layer.features.append(
          Feature(
            identifier: String(index + 1),
            attributes: zip(fields, values).map { Feature.Attribute($0, .text($1)) },
            geometry: checked.geometry))
      } catch {
        layer.refusals.append(Refusal(error, subject: place))
      }
    }
    return layer
  }
}

extension CoordinateText {
  /// The CGCS2000 system of the coordinates.
  public var crs: CoordinateReferenceSystem {
    get throws(TiankanError) {
      try zone.crs(hasZonePrefix: hasZonePrefix)
    }
  }
}

extension CoordinateText.Parcel {
  /// The parcel's area; which rings are holes and which are further parts is decided by containment.
  ///
  /// - Throws: `.invalidGeometry` for points and lines and for rings of fewer than three points.
  public func geometry() throws(TiankanError) -> MultiPolygon {
    guard shape == .polygon else {
      throw TiankanError(
        .invalidGeometry, "the parcel is a \(shape.rawValue), not a 面; only areas can be used")
    }
    var closed: [LinearRing] = []
    for ring in rings {
      let positions = LinearRing(ring.points.map(\.coordinate))
      guard Set(positions.coordinates).count >= 3 else {
        throw TiankanError(
          .invalidGeometry, "ring \(ring.number) has fewer than three different points")
      }
      closed.append(positions)
    }
    return RingNesting.assemble(closed)
  }
}

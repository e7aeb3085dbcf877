import Diagnostics
import Geometry
import Imagery

/// The system in which a layer's features are given out, and how its positions get there.
struct BoundaryReference {
  /// The system of the features.
  var crs: CoordinateReferenceSystem
  /// Whether positions are GCJ-02 and are converted.
  var isGCJ02 = false
  /// What was assumed.
  var notices: [String] = []

  /// Formats whose longitudes and latitudes come without a trustworthy datum.
  private static let formatsWithoutDatum: Set<String> = [
    "GeoJSON", "GeoJSONSeq", "KML", "LIBKML",
  ]

  /// Brings together what the layer states and what the user states.
  ///
  /// - Throws: `.missingCRS`; `.unsuitableCRS` where both contradict each other; `.usage` where the user
  ///   contradicts himself.
  static func resolve(
    format: String, stated: StatedReference?, options: BoundaryOptions, subject: String
  ) throws(TiankanError) -> BoundaryReference {
    if let crs = options.crs {
      return try override(crs, stated: stated, datum: options.datum, subject)
    }
    let isWorldGeodetic = stated?.crs.kind == .geographic && stated?.datum.contains("WGS") == true
    if formatsWithoutDatum.contains(format), stated == nil || isWorldGeodetic {
      return try withoutDatum(format, options.datum)
    }
    guard let stated else {
      throw TiankanError(
        .missingCRS,
        "the layer has no coordinate reference system; add it to the file (a .prj beside a "
          + "Shapefile) or state it (--boundaries-crs; in a configuration crs:), for example EPSG:4527",
        subject: subject)
    }
    switch options.datum {
    case nil: return BoundaryReference(crs: stated.crs)
    case .gcj02: return try converted(stated.crs, subject)
    case .wgs84 where stated.datum.contains("WGS"): return BoundaryReference(crs: stated.crs)
    case .cgcs2000 where stated.datum.contains("China_2000"):
      return BoundaryReference(crs: stated.crs)
    case .wgs84?, .cgcs2000?:
      throw TiankanError(
        .unsuitableCRS,
        "datum \(options.datum?.rawValue ?? "") is stated, but the layer says \(stated.crs.name); "
          + "leave the datum out, or state the true crs",
        subject: subject)
    }
  }

  private static func override(
    _ crs: CoordinateReferenceSystem, stated: StatedReference?, datum: PositionDatum?,
    _ subject: String
  ) throws(TiankanError) -> BoundaryReference {
    if datum == .gcj02 { return try converted(crs, subject) }
    guard datum == nil else {
      throw TiankanError(
        .usage, "state either the datum or the crs of a layer, not both", subject: subject)
    }
    var reference = BoundaryReference(crs: crs)
    if let own = stated?.crs, own != crs,
      own.authorityCode == nil || own.authorityCode != crs.authorityCode
    {
      reference.notices.append("the layer says \(own.name); the stated \(crs.name) is used instead")
    }
    return reference
  }

  private static func withoutDatum(
    _ format: String, _ datum: PositionDatum?
  ) throws(TiankanError) -> BoundaryReference {
    let worldGeodetic = try CoordinateReferenceSystem(parsing: "EPSG:4326")
    switch datum {
    case .wgs84: return BoundaryReference(crs: worldGeodetic)
    case .cgcs2000:
      return BoundaryReference(crs: try CoordinateReferenceSystem(parsing: "EPSG:4490"))
    case .gcj02: return try converted(worldGeodetic, "")
    case nil:
      let name = format == "LIBKML" ? "KML" : format
      return BoundaryReference(
        crs: worldGeodetic,
        notices: [
          "\(name) does not say which datum its positions have; WGS 84 is taken (state datum "
            + "wgs84, cgcs2000 or gcj02)"
        ])
    }
  }

  private static func converted(
    _ crs: CoordinateReferenceSystem, _ subject: String
  ) throws(TiankanError) -> BoundaryReference {
    guard crs.kind == .geographic else {
      throw TiankanError(
        .unsuitableCRS,
        "datum gcj02 is stated, but the layer is in \(crs.name); GCJ-02 is longitude and latitude",
        subject: subject)
    }
    return BoundaryReference(
      crs: try CoordinateReferenceSystem(parsing: "EPSG:4326"), isGCJ02: true,
      notices: ["positions are converted from GCJ-02 to WGS 84, as stated"])
  }
}

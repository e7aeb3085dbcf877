import ArgumentParser
import Diagnostics
import GeoIO
import Geometry
import Imagery

/// What a user states about boundary files where they do not say it.
struct BoundaryInterpretation: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The CRS of boundary files that have none, such as EPSG:4549.", valueName: "crs"))
  var boundariesCrs: String?

  @Option(
    help: ArgumentHelp(
      "The datum of KML and GeoJSON positions: wgs84, cgcs2000 or gcj02 (converted only when stated).",
      valueName: "datum"))
  var datum: String?

  @Option(
    help: ArgumentHelp(
      "The encoding of a Shapefile's table: utf-8 or gb18030 (default: detected).",
      valueName: "encoding"))
  var encoding: String?

  /// The options for the reader, with every word checked.
  func options() throws(TiankanError) -> BoundaryOptions {
    var options = BoundaryOptions()
    if let boundariesCrs {
      options.crs = try CoordinateReferenceSystem(parsing: boundariesCrs)
    }
    if let datum {
      guard let known = PositionDatum(rawValue: datum.lowercased()) else {
        throw TiankanError(
          .usage, "use wgs84, cgcs2000 or gcj02", subject: "--datum \(datum)")
      }
      options.datum = known
    }
    if let encoding {
      guard let known = TextEncoding(name: encoding) else {
        throw TiankanError(.usage, "use utf-8 or gb18030", subject: "--encoding \(encoding)")
      }
      options.encoding = known
    }
    return options
  }
}

import CGDAL

/// GDAL's settings while a GeoPackage is written, on the calling thread only.
enum GeoPackageOptions {
  private static let options = [
    // The time of the last change is the only clock in a GeoPackage.
    ("OGR_CURRENT_DATE", "1970-01-01T00:00:00.000Z"),
    // The file is temporary until it is complete and synchronised as a whole.
    ("OGR_SQLITE_SYNCHRONOUS", "OFF"),
    ("OGR_SQLITE_JOURNAL", "MEMORY"),
  ]

  static func set() {
    for (name, value) in options { unsafe CPLSetThreadLocalConfigOption(name, value) }
  }

  static func reset() {
    for (name, _) in options { unsafe CPLSetThreadLocalConfigOption(name, nil) }
  }

  static func during(_ body: () -> Void) {
    set()
    defer { reset() }
    body()
  }
}

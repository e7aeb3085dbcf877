import CGDAL

/// GDAL's settings while a database is used, on the calling thread only.
///
/// Unlike a file that is written once (`GeoPackageOptions`), a database keeps SQLite's journal and synchronisation.
enum DatabaseOptions {
  private static let options = [
    // The time of the last change is the only clock in a GeoPackage.
    ("OGR_CURRENT_DATE", "1970-01-01T00:00:00.000Z"),
    // Pages in memory, in megabytes.
    ("OGR_SQLITE_CACHE", "64"),
    // A server takes rows as a stream; one statement per row would cost a journey each.
    ("PG_USE_COPY", "YES"),
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

/// The files of a tile's construction planes: numbers of one type in each, on the pixels of the tile's core.
///
/// `status.tif` has status, hits and clear observations, `days.tif` the milestones in days since 1970-01-01, `measures.tif` the
/// evidence (`docs/formats.md`).
enum PlaneFiles {
  static let statusBands = ["status", "hits", "clear_observations"]
  static let dayBands = ["first", "provisional", "confirmed", "last", "end"]
  static let measureBands = ["vegetation_loss", "soil_rise", "brightness_rise", "confidence"]

  static func status(in folder: String) -> String { "\(folder)/status.tif" }
  static func days(in folder: String) -> String { "\(folder)/days.tif" }
  static func measures(in folder: String) -> String { "\(folder)/measures.tif" }
  /// What a pass keeps until it writes the files.
  static func spool(in folder: String) -> String { "\(folder)/.planes.chunks" }
}

import ArgumentParser
import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery
import LedgerStore
import Monitoring
import Reporting
import Supervision

/// `tiankan batch attach`: a photo or a drone's orthophoto of a clue or a land unit.
struct BatchAttachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract:
      "Attach a photo, or a drone's orthophoto (GeoTIFF), to a clue or a land unit (天空地).",
    discussion: """
      The journal keeps name and SHA-256; of an orthophoto CRS, resolution, how much of the place it shows and the day of the flight; of \
      a photo (JPEG with EXIF) position with its datum, time and distance. A land unit needs no clue. Neither the state of \
      detection nor that of handling changes.

      Examples:
        tiankan batch attach 3505822024JS00017 ortho.tif --config county.yaml --flown 2026-03-02 --person 李四
        tiankan batch attach --unit cropland:350582001 ortho.tif --config county.yaml --flown 2026-03-02 --person 李四
        tiankan batch attach --unit cropland:350582001 east.jpg --config county.yaml --datum wgs84 --person 李四
      """)

  @Argument(help: "The clue, by public number or key; with --unit the land unit.")
  var place: String

  @Argument(help: "The orthophoto, or the photo (.jpg, .jpeg).")
  var file: String

  @OptionGroup var source: ConfigurationOption

  @Flag(help: "The place is a land unit, LAYER:ID.")
  var unit = false

  @Option(help: "The day of the flight of an orthophoto: YYYY-MM-DD.")
  var flown: String?

  @Option(
    help: "The datum of a photo's position: wgs84, cgcs2000 or gcj02.",
    transform: BatchOffice.datum)
  var datum: PositionDatum?

  @Option(help: "How far from the place a photo may be taken, in metres.")
  var reach = 200.0

  @Option(help: "Who attaches it.")
  var person: String

  @OptionGroup var consoleOptions: ConsoleOptions

  private var isPhoto: Bool {
    ["jpg", "jpeg"].contains((file as NSString).pathExtension.lowercased())
  }

  func validate() throws {
    if isPhoto, datum == nil {
      throw ValidationError("a photo needs --datum wgs84, cgcs2000 or gcj02")
    }
    if !isPhoto, flown == nil {
      throw ValidationError("an orthophoto needs the day of its flight, --flown YYYY-MM-DD")
    }
    guard reach >= 0, reach.isFinite else { throw ValidationError("--reach takes metres from 0") }
  }

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      let office = try BatchOffice(source)
      let ledger = try office.openForWriting(console)
      let time = BatchOffice.time(Date.now)
      let name: String
      let text: String
      if unit {
        let row = try ledger.landUnit(place)
        name = "\(row.layer):\(row.id)"
        text = try attachment(row.outline, [name], ledger.grid.crs)
        try ledger.record(
          UnitEvidence(
            layer: row.layer, unit: row.id, time: time, person: person, attachment: text))
      } else {
        let row = try ledger.clue(place)
        let units =
          (row.clue.unit.map { [$0] } ?? [])
          + row.clue.overlaps.map { "\($0.layer):\($0.unit)" }
        name = row.publicNumber ?? "\(row.clue.key)"
        text = try attachment(row.clue.outline, units, ledger.grid.crs)
        try ledger.record(
          Verdict(
            clue: row.clue.key, time: time, person: person, role: isPhoto ? "field" : "drone",
            handlingState: row.handlingState, remark: "", attachments: [text]))
      }
      try StandardStreams.print("已挂接 attached to \(name): \(text)")
      return []
    }
  }

  /// What the journal keeps of the file.
  private func attachment(
    _ outline: MultiPolygon, _ units: [String], _ crs: CoordinateReferenceSystem
  ) throws(TiankanError) -> String {
    let today = BatchOffice.day(Date.now)
    if isPhoto, let datum {
      let folder = (file as NSString).deletingLastPathComponent
      let photos = try FieldPhotos(
        in: folder.isEmpty ? "." : folder, datum: datum, grid: crs, reach: reach)
      return try photos.attachment(
        (file as NSString).lastPathComponent, of: outline, checked: nil, today: today)
    }
    guard let day = flown.flatMap({ CalendarDate($0) }), day <= today else {
      throw TiankanError(
        .usage, "the day of the flight is a day that has been: YYYY-MM-DD",
        subject: "--flown \(flown ?? "")")
    }
    return try FieldOrthophoto.attachment(file, of: outline, in: crs, flown: day, units: units)
  }
}

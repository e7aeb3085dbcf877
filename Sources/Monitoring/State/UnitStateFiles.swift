import ChangeDetection
import Diagnostics
import GeoIO
import Imagery
import Synchronization

/// How the observations of a tile's land units are parted in the state, by the period.
///
/// Before the period nothing can be late without a rebuild, so files of it stay as they are until the next: what the crop years
/// that are still open are judged by, what lies before, and what came of the settled crop years.
struct UnitStateParts: Sendable {
  /// The first day of the period.
  let periodStart: CalendarDate
  /// The first crop year that an observation of the period can change.
  let openYear: CropYear

  init(periodStart: Int?, parameters: AbandonmentParameters) {
    self.periodStart = CalendarDate(dayNumber: periodStart ?? 0)
    openYear = parameters.firstOpenYear(on: self.periodStart)
  }

  /// What is kept of units of a role; nil where no detector examines them.
  static func form(of role: LayerRole) -> SeriesRows.Form? {
    switch role {
    case .cropland: .parcel
    case .mines: .whole
    default: nil
    }
  }

  /// The first day of what a night needs; the detector of mines looks at all.
  func windowStart(_ form: SeriesRows.Form) -> CalendarDate {
    form == .whole ? CalendarDate(dayNumber: 0) : openYear.previous.firstDay
  }
}

/// What the state keeps of one land unit, compressed on the worker that made it.
struct UnitChunks: Sendable {
  private let recent: Chunk
  /// Only after a scan of the whole archive.
  private let frozen: (window: Chunk, history: Chunk, settled: Chunk)?

  /// Of the whole series.
  ///
  /// - Parameter settled: The crop years before the open ones.
  init(
    _ number: Int, _ form: SeriesRows.Form, all observations: [UnitObservation],
    settled: [SettledCropYear], parts: UnitStateParts, platforms: [String]
  ) {
    func chunk(_ rows: some Collection<UnitObservation>, level: Int) -> Chunk {
      Chunk(
        key: UInt64(number), SeriesRows.bytes(of: rows, form, platforms: platforms), level: level)
    }
    let windowStart = parts.windowStart(form)
    recent = chunk(observations.filter { $0.date >= parts.periodStart }, level: 1)
    frozen = (
      chunk(
        observations.filter { $0.date >= windowStart && $0.date < parts.periodStart }, level: 6),
      chunk(observations.filter { $0.date < windowStart && $0.date < parts.periodStart }, level: 6),
      Chunk(key: UInt64(number), SettledYearBytes.bytes(of: settled), level: 6)
    )
  }

  /// Of the observations of the period.
  init(
    _ number: Int, _ form: SeriesRows.Form, recent observations: [UnitObservation],
    platforms: [String]
  ) {
    recent = Chunk(
      key: UInt64(number), SeriesRows.bytes(of: observations, form, platforms: platforms))
    frozen = nil
  }

  fileprivate var parts: [Chunk] {
    frozen.map { [recent, $0.window, $0.history, $0.settled] } ?? [recent]
  }
}

/// Writes what the state keeps of land units; several threads may hand in, one after the other.
final class UnitStateWriter: Sendable {
  private let files: Mutex<[Open]>

  /// A writer that lies in an array.
  private final class Open {
    var writer: ChunkFileWriter?

    init(_ path: String) throws(TiankanError) { writer = try ChunkFileWriter(path) }
  }

  /// - Parameter isWhole: Whether the archive is scanned as a whole; else only the observations of the period are written.
  init(in folder: String, isWhole: Bool) throws(TiankanError) {
    var paths = [TileFiles.recent(in: folder)]
    if isWhole {
      paths += [
        TileFiles.window(in: folder), TileFiles.history(in: folder), TileFiles.settled(in: folder),
      ]
    }
    var files: [Open] = []
    for path in paths { files.append(try Open(path)) }
    self.files = Mutex(files)
  }

  func append(_ chunks: UnitChunks) throws(TiankanError) {
    try files.withLock { (files) throws(TiankanError) in
      for (file, chunk) in zip(files, chunks.parts) { try file.writer?.append(chunk) }
    }
  }

  func finish() throws(TiankanError) {
    try files.withLock { (files) throws(TiankanError) in
      for file in files { try file.writer.take()?.finish() }
    }
  }
}

/// Reads what the state keeps of land units. Several workers may read at once.
struct UnitStateSource: Sendable {
  private let recent: ChunkFile
  private let window: ChunkFile
  private let history: ChunkFile
  private let settled: ChunkFile
  private let platforms: [String]
  private let start: MonthDay

  /// - Parameters:
  ///   - folder: The tile's folder in the last generation.
  ///   - platforms: The satellites of that state.
  ///   - start: The first day of crop years.
  init(folder: String, platforms: [String], start: MonthDay) throws(TiankanError) {
    recent = try ChunkFile(opening: TileFiles.recent(in: folder))
    window = try ChunkFile(opening: TileFiles.window(in: folder))
    history = try ChunkFile(opening: TileFiles.history(in: folder))
    settled = try ChunkFile(opening: TileFiles.settled(in: folder))
    self.platforms = platforms
    self.start = start
  }

  func recent(_ unit: Int, _ form: SeriesRows.Form) throws(TiankanError) -> [UnitObservation] {
    try rows(unit, form, recent)
  }

  func window(_ unit: Int, _ form: SeriesRows.Form) throws(TiankanError) -> [UnitObservation] {
    try rows(unit, form, window)
  }

  func history(_ unit: Int, _ form: SeriesRows.Form) throws(TiankanError) -> [UnitObservation] {
    try rows(unit, form, history)
  }

  func settled(_ unit: Int) throws(TiankanError) -> [SettledCropYear] {
    guard let bytes = try settled.read(UInt64(unit)),
      let years = SettledYearBytes.years(of: bytes, start: start)
    else { throw Self.damaged(settled, unit) }
    return years
  }

  private func rows(
    _ unit: Int, _ form: SeriesRows.Form, _ file: ChunkFile
  ) throws(TiankanError) -> [UnitObservation] {
    guard let bytes = try file.read(UInt64(unit)),
      let rows = SeriesRows.rows(of: bytes, form, platforms: platforms)
    else { throw Self.damaged(file, unit) }
    return rows
  }

  private static func damaged(_ file: ChunkFile, _ unit: Int) -> TiankanError {
    TiankanError(
      .corrupt, "a file of the state is damaged; run with --rebuild", subject: file.path,
      cause: "what it has of land unit \(unit) is missing or cannot be read")
  }
}

import Diagnostics
import Geometry

/// Reads the lines of a coordinate text one after the other.
struct CoordinateTextParser {
  private enum Section { case none, header, parcels, other }

  let subject: String
  private(set) var header = CoordinateTextHeader()
  private(set) var parcels: [CoordinateText.Parcel] = []
  private var section = Section.none
  private var statedCount = 0
  /// The zone numbers found in front of eastings, with the first line of each; 0 stands for no prefix.
  private var prefixes: [(prefix: Int, line: Int)] = []

  init(subject: String) { self.subject = subject }

  mutating func read(_ text: String) throws(TiankanError) {
    var number = 0
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let content = Self.trimmed(Substring(line))
      if !content.isEmpty { try read(content, number) }
    }
    try finishParcel()
    guard section != .none else {
      throw TiankanError(
        .unsupportedFormat,
        "the text has no section [属性描述] or [地块坐标]; it is no coordinate exchange text",
        subject: subject)
    }
    guard !parcels.isEmpty else {
      throw TiankanError(.empty, "the section [地块坐标] has no parcel", subject: subject)
    }
  }

  /// The zone of all points, from the header and the eastings.
  func resolveZone() throws(TiankanError) -> (zone: GaussKrugerZone, hasZonePrefix: Bool) {
    if prefixes.count > 1 {
      let first = prefixes[0]
      let second = prefixes[1]
      func words(_ prefix: Int) -> String { prefix == 0 ? "none" : "\(prefix)" }
      throw TiankanError(
        .unsuitableCRS,
        "eastings have different zone numbers in front: \(words(first.prefix)) in line "
          + "\(first.line), \(words(second.prefix)) in line \(second.line); split the text by zone",
        subject: subject)
    }
    let stated = try header.statedZone(subject)
    let prefix = prefixes.first?.prefix ?? 0
    guard prefix != 0 else {
      guard let stated else {
        throw TiankanError(
          .missingCRS,
          "neither the header nor the eastings name the zone; add the line 带号=NN to [属性描述]",
          subject: subject)
      }
      return (stated, false)
    }
    guard let found = GaussKrugerZone(number: prefix) else {
      throw TiankanError(
        .unsuitableCRS,
        "line \(prefixes[0].line): the easting starts with \(prefix), which is no zone",
        subject: subject)
    }
    // A meridian such as 117 names a 3° and a 6° zone at once; the prefix decides between them.
    guard
      stated == nil || stated == found
        || stated?.centralMeridian == found.centralMeridian
          && header.value("带号") == nil && header.value("几度分带") == nil
    else {
      throw TiankanError(
        .unsuitableCRS,
        "the header states zone \(stated?.number ?? 0), but the easting in line "
          + "\(prefixes[0].line) starts with \(prefix); correct the wrong one",
        subject: subject)
    }
    return (found, true)
  }

  private mutating func read(_ line: Substring, _ number: Int) throws(TiankanError) {
    if line.hasPrefix("[") {
      try finishParcel()
      switch line {
      case "[属性描述]": section = .header
      case "[地块坐标]": section = .parcels
      default: section = .other
      }
      return
    }
    switch section {
    case .header: try readHeader(line, number)
    case .parcels where line.hasSuffix("@"): try readParcel(line, number)
    case .parcels: try readPoint(line, number)
    case .none, .other: break
    }
  }

  private mutating func readHeader(_ line: Substring, _ number: Int) throws(TiankanError) {
    guard let mark = line.firstIndex(of: "=") else {
      throw malformed(number, "a header line must be key=value")
    }
    let key = Self.trimmed(line[..<mark])
    let value = Self.trimmed(line[line.index(after: mark)...])
    header.entries.append(CoordinateText.HeaderEntry(String(key), String(value)))
  }

  private mutating func readParcel(_ line: Substring, _ number: Int) throws(TiankanError) {
    try finishParcel()
    let fields = Self.fields(line)
    guard fields.count == 9 else {
      throw malformed(
        number, "a parcel line has 9 fields ending in @, this one has \(fields.count)")
    }
    guard let count = Int(fields[0]), count > 0 else {
      throw malformed(number, "the number of points “\(fields[0])” is no positive number")
    }
    guard let shape = CoordinateText.Shape(rawValue: fields[4].isEmpty ? "面" : fields[4]) else {
      throw malformed(number, "the 图形属性 “\(fields[4])” is none of 面, 点, 线")
    }
    statedCount = count
    parcels.append(
      CoordinateText.Parcel(
        line: number, statedArea: fields[1], number: fields[2], name: fields[3], shape: shape,
        mapSheet: fields[5], use: fields[6], landClass: fields[7], rings: []))
  }

  private mutating func readPoint(_ line: Substring, _ number: Int) throws(TiankanError) {
    guard !parcels.isEmpty else {
      throw malformed(number, "a point stands before the first parcel line (the one ending in @)")
    }
    var fields = Self.fields(line)
    while fields.count > 4, fields.last?.isEmpty == true { fields.removeLast() }
    guard fields.count == 4 else {
      throw malformed(
        number, "a point has 4 fields (点号,圈号,X,Y), this one has \(fields.count)")
    }
    guard let ring = Int(fields[1]), ring > 0 else {
      throw malformed(number, "the ring number “\(fields[1])” is no positive number")
    }
    guard let northing = Double(fields[2]), let easting = Double(fields[3]), northing.isFinite,
      easting.isFinite
    else { throw malformed(number, "X “\(fields[2])” or Y “\(fields[3])” is no number") }
    try notePrefix(northing: northing, easting: easting, number)
    let point = CoordinateText.Point(
      name: fields[0], coordinate: Coordinate(x: easting, y: northing))
    let last = parcels.count - 1
    if let position = parcels[last].rings.lastIndex(where: { $0.number == ring }) {
      parcels[last].rings[position].points.append(point)
    } else {
      parcels[last].rings.append(CoordinateText.Ring(number: ring, points: [point]))
    }
  }

  /// Checks the magnitudes of a point and notes the zone number in front of its easting.
  ///
  /// In China northings are 300 km to 6000 km, eastings 100 km to 900 km after the zone number.
  private mutating func notePrefix(
    northing: Double, easting: Double, _ line: Int
  ) throws(TiankanError) {
    func isNorthing(_ value: Double) -> Bool { (300_000...6_000_000).contains(value) }
    func isEasting(_ value: Double) -> Bool {
      (100_000...900_000).contains(value) || CGCS2000.splitZonePrefix(easting: value) != nil
    }
    guard isNorthing(northing), isEasting(easting) else {
      if isNorthing(easting), isEasting(northing) {
        throw malformed(
          line, "X and Y look exchanged: X must be the northing, Y the easting; swap the columns")
      }
      throw malformed(
        line,
        "X \(northing), Y \(easting) is no place in a CGCS2000 Gauss-Krüger zone (X = northing in "
          + "metres, Y = easting in metres)")
    }
    let prefix = Int(easting / 1_000_000)
    if !prefixes.contains(where: { $0.prefix == prefix }) { prefixes.append((prefix, line)) }
  }

  /// Compares the stated number of points with the rows; a repeated closing point may or may not count.
  private mutating func finishParcel() throws(TiankanError) {
    guard let parcel = parcels.last, statedCount > 0 else { return }
    let rows = parcel.rings.reduce(0) { $0 + $1.points.count }
    let closing = parcel.rings.count {
      $0.points.count > 1 && $0.points.first?.coordinate == $0.points.last?.coordinate
    }
    guard statedCount == rows || statedCount == rows - closing else {
      throw malformed(
        parcel.line,
        "the parcel states \(statedCount) points, but \(rows) rows follow; the text may be cut")
    }
    statedCount = 0
  }

  private func malformed(_ line: Int, _ message: String) -> TiankanError {
    TiankanError(.malformed, "line \(line): \(message)", subject: subject)
  }

  private static func fields(_ line: Substring) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map { String(trimmed($0)) }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}

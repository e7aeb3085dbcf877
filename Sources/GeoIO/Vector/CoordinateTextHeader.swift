import Diagnostics
import Geometry

/// What the header `[属性描述]` of a coordinate text states of the coordinate system.
struct CoordinateTextHeader {
  var entries: [CoordinateText.HeaderEntry] = []

  /// The value of a key; `nil` where it is absent or blank.
  func value(_ keys: String...) -> String? {
    entries.first { keys.contains($0.key) && !$0.value.isEmpty }?.value
  }

  /// Refuses systems, projections and units other than CGCS2000, Gauss-Krüger and metres.
  ///
  /// - Throws: `.missingCRS` where the system is not stated, else `.unsuitableCRS`.
  func checkSystem(_ subject: String) throws(TiankanError) {
    guard let system = value("坐标系") else {
      throw TiankanError(
        .missingCRS,
        "the header does not state the coordinate system; add the line 坐标系=2000国家大地坐标系 "
          + "if the points are in CGCS2000",
        subject: subject)
    }
    guard system.contains("2000") else {
      throw TiankanError(
        .unsuitableCRS,
        "the coordinate system is \(system), and its shift to CGCS2000 differs from county to "
          + "county; transform the points with the local parameters first",
        subject: subject)
    }
    if let projection = value("投影类型"), !projection.contains("高斯") {
      throw TiankanError(
        .unsuitableCRS, "the projection is \(projection), not 高斯克吕格; export the parcels again",
        subject: subject)
    }
    if let unit = value("计量单位"), unit != "米", unit.lowercased() != "m" {
      throw TiankanError(
        .unsuitableCRS, "the unit is \(unit), not 米; export the parcels again in metres",
        subject: subject)
    }
  }

  /// The zone that the header states by 带号 or 中央子午线; `nil` where it states none.
  ///
  /// - Throws: `.unsuitableCRS` where the numbers are impossible or contradict each other.
  func statedZone(_ subject: String) throws(TiankanError) -> GaussKrugerZone? {
    let width = try statedWidth(subject)
    var zone: GaussKrugerZone?
    if let text = value("带号") {
      guard let number = Int(text), let stated = GaussKrugerZone(number: number) else {
        throw TiankanError(
          .unsuitableCRS, "带号=\(text) is no Gauss-Krüger zone (13…23 or 25…45); correct it",
          subject: subject)
      }
      guard width == nil || width == stated.width else {
        throw contradiction("带号=\(text) and 几度分带=\(width?.rawValue ?? 0)", subject)
      }
      zone = stated
    }
    guard let text = value("中央子午线", "中央经线") else { return zone }
    let digits = text.prefix { $0.isNumber || $0 == "." }
    let candidates = [CGCS2000.ZoneWidth.three, .six].filter { width == nil || width == $0 }
      .compactMap { width in
        Double(digits).flatMap(Int.init(exactly:)).flatMap {
          GaussKrugerZone(centralMeridian: $0, width: width)
        }
      }
    if let zone {
      guard candidates.contains(zone) else {
        throw contradiction("带号=\(zone.number) and 中央子午线=\(text)", subject)
      }
      return zone
    }
    // Meridians such as 117 belong to a 3° and a 6° zone, with the same coordinates.
    guard let found = candidates.first else {
      throw TiankanError(
        .unsuitableCRS, "中央子午线=\(text) belongs to no Gauss-Krüger zone; correct it",
        subject: subject)
    }
    return found
  }

  private func statedWidth(_ subject: String) throws(TiankanError) -> CGCS2000.ZoneWidth? {
    guard let text = value("几度分带") else { return nil }
    let digits = text.prefix { $0.isNumber }
    guard let width = Int(digits).flatMap(CGCS2000.ZoneWidth.init) else {
      throw TiankanError(
        .unsuitableCRS, "几度分带=\(text) is neither 3 nor 6; correct it", subject: subject)
    }
    return width
  }

  private func contradiction(_ what: String, _ subject: String) -> TiankanError {
    TiankanError(
      .unsuitableCRS, "the header contradicts itself: \(what); correct the wrong one",
      subject: subject)
  }
}

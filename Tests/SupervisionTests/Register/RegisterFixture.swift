import Geometry
import Imagery
import Supervision

/// A small register on squares: one township, one unit, two projects, with parts.
struct RegisterFixture {
  var register: Register
  let library: RuleLibrary

  init() throws {
    let crs = try CoordinateReferenceSystem(parsing: "EPSG:4548")
    register = Register(crs: crs)
    library = try RuleLibrary.load()
    try add(
      .township, "350582100", ["county": .text("350582"), "terrain": .text("hills")], (0, 0, 2000))
    try add(
      .unit, "U",
      [
        "name": .text("单元"), "county": .text("350582"), "townships": .texts(["350582100"]),
        "process": .text("fujian-consolidation-2025"),
      ], (100, 100, 1800))
    for (id, west) in [("A", 100.0), ("B", 1000.0)] {
      try add(
        .project, id,
        [
          "name": .text("项目\(id)"), "unit": .text("U"),
          "approved_on": .date(Self.day("2025-07-01")),
        ], (west, 100, 900))
      put(
        .milestone, "\(id)-1",
        ["owner": .text(id), "name": .text("开工"), "due_on": .date(Self.day("2025-09-01"))])
    }
  }

  static func day(_ text: String) -> CalendarDate {
    CalendarDate(text) ?? CalendarDate(dayNumber: 0)
  }

  static func box(_ place: (Double, Double, Double)) -> MultiPolygon {
    let (west, south) = (520_000 + place.0, 2_870_000 + place.1)
    let (east, north) = (west + place.2, south + place.2)
    return MultiPolygon([
      Polygon(
        exterior: LinearRing([
          Coordinate(x: west, y: south), Coordinate(x: east, y: south),
          Coordinate(x: east, y: north), Coordinate(x: west, y: north),
        ]))
    ])
  }

  /// A record with the outline of a square: west, south, side.
  func record(
    _ kind: RegisterKind, _ id: String, _ values: [String: RegisterValue],
    _ place: (Double, Double, Double)?
  ) throws -> RegisterRecord {
    let outline = place.map(Self.box)
    var gross: LandArea?
    if let outline {
      gross = LandArea(
        squareMetres: try EllipsoidalArea.squareMetres(of: outline, in: register.crs))
    }
    return RegisterRecord(
      RegisterRecord.Key(kind, id), values: values, outline: outline, gross: gross)
  }

  mutating func add(
    _ kind: RegisterKind, _ id: String, _ values: [String: RegisterValue],
    _ place: (Double, Double, Double)?
  ) throws {
    let made = try record(kind, id, values, place)
    register[made.key] = made
  }

  mutating func put(_ kind: RegisterKind, _ id: String, _ values: [String: RegisterValue]) {
    let key = RegisterRecord.Key(kind, id)
    register[key] = RegisterRecord(key, values: values)
  }

  /// New cropland of a project, a square.
  mutating func claim(
    _ id: String, of project: String, _ place: (Double, Double, Double),
    _ more: [String: RegisterValue] = [:]
  ) throws {
    let values: [String: RegisterValue] = [
      "project": .text(project), "role": .text("new_farmland"),
    ]
    try add(.plot, id, values.merging(more) { $1 }, place)
  }

  func land() throws -> [RegisterFinding] {
    try RegisterLandCheck(library).findings(of: register)
  }

  func records() -> [RegisterFinding] {
    RegisterRecordCheck(library).findings(of: register)
  }
}

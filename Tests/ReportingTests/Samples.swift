import Diagnostics
import Foundation
import Geometry
import Imagery
import Reporting

/// Bands made by arithmetic, so that every pixel's value is known.
func makeStack(width: Int, height: Int, value: (_ role: Int, _ index: Int) -> Float) -> BandStack {
  let roles: [BandRole] = [.red, .green, .blue]
  var stack = BandStack(
    roles: roles, scalings: Array(repeating: BandScaling(offset: 0, unit: 1), count: roles.count),
    width: width, height: height)
  for (position, role) in roles.enumerated() {
    var plane = stack.mutablePlane(role)
    for index in 0..<width * height { plane[index] = value(position, index) }
  }
  return stack
}

/// An image of one colour.
func makeImage(width: Int, height: Int, pixel: UInt32) -> ColorComposite {
  var raster = Raster<UInt32>(width: width, height: height)
  var samples = raster.mutableSamples
  for index in samples.indices { samples[index] = pixel }
  return ColorComposite(pixels: raster)
}

/// A grid of 10 m pixels whose upper left corner is (1000, 2000).
func makeGrid(columns: Int, rows: Int) -> Grid {
  Grid(
    crs: CoordinateReferenceSystem(
      wkt: "", authorityCode: "EPSG:32650", name: "WGS 84 / UTM zone 50N", kind: .projected),
    originX: 1000, originY: 2000, pixelWidth: 10, pixelHeight: 10, columns: columns, rows: rows)
}

/// A square with its upper left corner at a position.
func makeSquare(x: Double, y: Double, side: Double) -> MultiPolygon {
  MultiPolygon([
    Polygon(
      exterior: LinearRing([
        Coordinate(x: x, y: y), Coordinate(x: x + side, y: y),
        Coordinate(x: x + side, y: y - side), Coordinate(x: x, y: y - side),
      ]))
  ])
}

/// A page of two plain images with one clue and one boundary.
func makePicture(
  title: String = "田瞰 Tiankan", columns: Int = 20, rows: Int = 10
) -> BeforeAfterPicture {
  BeforeAfterPicture(
    before: makeImage(width: columns, height: rows, pixel: 0xFF00_8000),
    after: makeImage(width: columns, height: rows, pixel: 0xFF80_4000),
    grid: makeGrid(columns: columns, rows: rows),
    resolution: GroundResolution(width: 10, height: 10),
    content: .init(
      title: title, before: .init(scene: "A", date: CalendarDate("2019-06-16")),
      after: .init(scene: "B", date: nil), method: "difference", bands: .trueColor),
    clues: [makeSquare(x: 1050, y: 1950, side: 40)],
    boundaries: [makeSquare(x: 1020, y: 1980, side: 60)])
}

/// A folder that is removed at the end.
func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}

/// What a program prints; the tools of GDAL serve as independent readers of what is written here.
func output(of program: String, _ arguments: [String]) throws -> String {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [program] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return String(decoding: data, as: UTF8.self)
}

/// The red, green and blue of one pixel of a PNG file, read by GDAL.
func pixel(of file: URL, x: Int, y: Int) throws -> [Int] {
  try output(of: "gdallocationinfo", ["-valonly", file.path, String(x), String(y)])
    .split(separator: "\n").prefix(3).compactMap { Int($0) }
}

/// The red of the uppermost pixels of one column of a PNG file, read by GDAL.
func reds(of file: URL, column: Int, rows: Int) throws -> [Int] {
  try output(
    of: "gdal_translate",
    [
      "-q", "-of", "XYZ", "-b", "1", "-srcwin", String(column), "0", "1", String(rows), file.path,
      "/vsistdout/",
    ]
  ).split(separator: "\n").compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
}

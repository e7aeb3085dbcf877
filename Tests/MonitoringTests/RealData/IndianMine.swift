import ChangeDetection
import Foundation
import GeoIO
import Geometry
import Imagery
import LandUnits
import TestSupport

/// A quarry in Chhattisgarh on 108 Sentinel-2 dates: the archive's own files, read pixel by pixel.
///
/// Digital number = reflectance × 65535; the second band, where there is one, is 0 outside the quarry; the scene class
/// is a picture in the colours of Sentinel Hub, three bands of 16 bits.
struct IndianMine {
  struct Scene {
    var date: CalendarDate
    var bands: [String: RasterPlane]
    var isClear: [Bool]
    var isWater: [Bool]
  }

  let grid: Grid
  let outline: MultiPolygon
  var scenes: [Scene] = []
  /// Folders that were left out: another size than the rest.
  var leftOut: [String] = []

  init() throws {
    let folder = TestData.folder.appending(path: "mines_india")
    let first = TestData.path(
      "mines_india/mine_1/baseline/030520/2020-05-03-00:00_2020-05-03-23:59_Sentinel-2_L2A_B02_(Raw).tiff"
    )
    grid = try RasterInfo(of: first).grid()
    let layer = try BoundaryReader.read(TestData.path("mines_india/mines/mines_cils.shp"))
    let middle = Coordinate(
      x: (grid.originX + grid.maxX) / 2, y: grid.originY - grid.pixelHeight * Double(grid.rows) / 2)
    outline =
      layer.features.first { $0.geometry.envelope.contains(middle) }?.geometry
      ?? MultiPolygon([])
    for part in ["baseline", "monitor"] {
      let root = folder.appending(path: "mine_1/\(part)")
      for name in try FileManager.default.contentsOfDirectory(atPath: root.path).sorted() {
        try read(root.appending(path: name))
      }
    }
    scenes.sort { $0.date < $1.date }
  }

  private mutating func read(_ folder: URL) throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    var bands: [String: RasterPlane] = [:]
    for name in ["B02", "B04", "B08", "B11", "B12"] {
      guard let file = files.first(where: { $0.contains("_\(name)_") && $0.hasSuffix(".tiff") })
      else { continue }
      bands[name] = try RasterPlane(folder.appending(path: file).path)
    }
    guard let file = files.first(where: { $0.contains("classification") }),
      let date = CalendarDate(String(file.prefix(10))), bands.count == 5,
      bands.values.allSatisfy({ $0.columns == grid.columns && $0.rows == grid.rows })
    else {
      leftOut.append(folder.lastPathComponent)
      return
    }
    let path = folder.appending(path: file).path
    let colors = try (1...3).map { try RasterPlane(path, band: $0) }
    var scene = Scene(date: date, bands: bands, isClear: [], isWater: [])
    // Dark, vegetation, bare, water, unclassified are usable; cloud, shadow, cirrus, snow and no data are not.
    let usable: Set = [
      [47, 47, 47], [0, 160, 0], [255, 230, 90], [0, 0, 255], [128, 128, 128],
    ]
    for index in colors[0].values.indices {
      let color = colors.map { Int($0.values[index]) / 257 }
      let isValid = (bands["B04"]?.values[index] ?? 0) + (bands["B08"]?.values[index] ?? 0) > 0
      scene.isClear.append(isValid && usable.contains(color))
      scene.isWater.append(color == [0, 0, 255])
    }
    scenes.append(scene)
  }

  /// The series of the pixels of a part of the quarry.
  func series(_ name: String, _ pixels: [Int]) -> UnitSeries {
    var observations: [UnitObservation] = []
    for (position, scene) in scenes.enumerated() {
      var sample = UnitSample()
      sample.all = pixels.count
      for pixel in pixels where scene.isClear[pixel] {
        func reflectance(_ band: String) -> Double {
          (scene.bands[band]?.values[pixel] ?? 0) / 65_535
        }
        sample.add(
          blue: reflectance("B02"), red: reflectance("B04"), nir: reflectance("B08"),
          swir1: reflectance("B11"), swir2: reflectance("B12"), isWater: scene.isWater[pixel])
      }
      if let observation = sample.observation(
        scene.date, scene: position, platform: "sentinel-2")
      {
        observations.append(observation)
      }
    }
    return UnitSeries(unit: name, purePixels: pixels.count, observations: observations)
  }

  /// The pixels at least half inside the outline moved inwards by a number of pixels.
  func pixels(inwards: Double) throws -> [Int] {
    let coverage = try UnitCoverage.pure(of: outline, on: grid, inwards: inwards)
    return (0..<grid.columns * grid.rows).filter {
      coverage.weight(column: $0 % grid.columns, row: $0 / grid.columns) > 0
    }
  }
}

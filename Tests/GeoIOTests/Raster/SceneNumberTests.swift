import Diagnostics
import Foundation
import GeoIO
import Imagery
import Testing

/// Reading as stored, held against reading as `Float`, which `SceneReaderTests` holds against GDAL.
struct SceneNumberTests {
  /// Two 10 m bands, the second of which ends before the grid does where `isShort`, and two 20 m bands whose edges lie differently; 0
  /// is no data, numbers up to 1000 are not positive.
  private static func makeScene(in folder: RasterFolder, isShort: Bool = false) throws -> Scene {
    try RasterTool.python(
      SceneFixture.writing + """
        folder = sys.argv[1] + '/'
        random = numpy.random.default_rng(3)
        def values(rows, columns):
            image = random.integers(1001, 6000, (rows, columns), dtype='uint16')
            image[rows // 3:rows // 3 + 3, columns // 4:columns // 4 + 5] = 0
            image[rows // 2:rows // 2 + 2, columns // 2:columns // 2 + 7] = 900
            return image
        write(folder + 'b4.tif', values(90, 120), (400000, 10, 0, 3500000, 0, -10))
        write(folder + 'b8.tif', values(90, 120 - 10 * int(sys.argv[2])), (400000, 10, 0, 3500000, 0, -10))
        write(folder + 'b11.tif', values(45, 60), (400000, 20, 0, 3500000, 0, -20))
        write(folder + 'b12.tif', values(47, 62), (399990, 20, 0, 3500010, 0, -20))
        """, [folder.url.path, isShort ? "1" : "0"])
    return try SceneFixture.scene([
      .red: (folder.path("b4.tif"), 0), .nir: (folder.path("b8.tif"), 0),
      .swir1: (folder.path("b11.tif"), 0), .swir2: (folder.path("b12.tif"), 0),
    ])
  }

  private static let roles: [BandRole] = [.red, .nir, .swir1, .swir2]
  private static let scalings = roles.map { _ in BandScaling(offset: -1000, unit: 1e-4) }

  @Test(arguments: [
    Window(column: 0, row: 0, width: 120, height: 90),
    Window(column: 13, row: 27, width: 64, height: 9),
    Window(column: 1, row: 44, width: 119, height: 46),
  ])
  func `pixels made of stored numbers are those of reading, and what is in doubt is marked`(
    _ window: Window
  ) throws {
    let folder = try RasterFolder()
    let scene = try Self.makeScene(in: folder)
    let grid = try #require(scene.bands[.red]?.grid)
    var reader = try SceneReader(scene: scene, roles: Self.roles, grid: grid)
    var whole = BandStack(roles: Self.roles, scalings: Self.scalings, width: 0, height: 0)
    try reader.read(window, into: &whole)
    var numbers = NumberStack()
    #expect(try reader.readNumbers(window, scalings: Self.scalings, into: &numbers))
    #expect(numbers.bands.map(\.isFine) == [true, true, false, false])

    let places = (0..<Int32(window.pixelCount)).filter { $0 % 3 != 1 }
    var picked = BandStack(roles: [], scalings: [], width: 0, height: 0)
    reader.gather(places.span, of: numbers, into: &picked)
    for role in Self.roles {
      let (all, some) = (whole.plane(role), picked.plane(role))
      for (position, place) in places.enumerated() {
        let (expected, found) = (all[Int(place)], some[position])
        #expect(
          expected.bitPattern == found.bitPattern || (expected.isNaN && found.isNaN),
          "\(role) at \(place)")
      }
    }

    var marks = Raster<UInt8>(width: window.width, height: window.height)
    var view = marks.mutableSamples
    for position in view.indices { view[position] = position % 7 == 0 ? 0 : 1 }
    reader.restrict(&view, to: numbers)
    var doubts = 0
    for position in view.indices {
      let samples = Self.roles.map { whole.plane($0)[position] }
      if position % 7 == 0 || samples.contains(where: \.isNaN) {
        #expect(view[position] == 0, "\(position) cannot be used")
        continue
      }
      #expect(view[position] & 1 == 1)
      let isDoubtful = samples[2] <= 1000 || samples[3] <= 1000
      #expect(!isDoubtful || view[position] & 2 == 2, "\(position) needs a closer look")
      doubts += view[position] & 2 == 2 ? 1 : 0
    }
    #expect(doubts > 0 && doubts < window.pixelCount / 2)
  }

  @Test func `a band that does not cover the window, or is no whole number, is not read as stored`()
    throws
  {
    let folder = try RasterFolder()
    let scene = try Self.makeScene(in: folder, isShort: true)
    let grid = try #require(scene.bands[.red]?.grid)
    var reader = try SceneReader(scene: scene, roles: Self.roles, grid: grid)
    var numbers = NumberStack()
    let inside = Window(column: 20, row: 0, width: 60, height: 20)
    #expect(try reader.readNumbers(inside, scalings: Self.scalings, into: &numbers))
    #expect(try !reader.readNumbers(grid.window, scalings: Self.scalings, into: &numbers))

    try RasterTool.python(
      SceneFixture.writing + """
        write(sys.argv[1], numpy.full((9, 9), 0.5, 'float32'), (400000, 10, 0, 3500000, 0, -10))
        """, [folder.path("real.tif")])
    let real = try SceneFixture.scene([.red: (folder.path("real.tif"), nil)])
    let small = try #require(real.bands[.red]?.grid)
    var other = try SceneReader(scene: real, roles: [.red], grid: small)
    #expect(
      try !other.readNumbers(
        small.window, scalings: [BandScaling(offset: 0, unit: 1)], into: &numbers))
  }

  @Test func `readers that share blocks decode none twice and read the same`() throws {
    let folder = try RasterFolder()
    let scene = try Self.makeScene(in: folder)
    let grid = try #require(scene.bands[.red]?.grid)
    let shared = SharedSceneBlocks()
    var alone = try SceneReader(scene: scene, roles: [.swir1, .swir2], grid: grid)
    var first = try SceneReader(
      scene: scene, roles: [.swir1, .swir2], grid: grid, shared: shared)
    var second = try SceneReader(
      scene: scene, roles: [.swir1, .swir2], grid: grid, shared: shared)
    for role in [BandRole.swir1, .swir2] {
      let expected = try SceneFixture.bits(&alone, role, grid.window)
      #expect(try SceneFixture.bits(&first, role, grid.window) == expected)
      #expect(try SceneFixture.bits(&second, role, grid.window) == expected)
    }
    #expect(alone.counters.blocksDecoded > 0)
    #expect(first.counters.blocksDecoded == alone.counters.blocksDecoded)
    #expect(second.counters.blocksDecoded == 0)
  }
}

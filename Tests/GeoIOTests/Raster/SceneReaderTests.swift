import Diagnostics
import Foundation
import Geometry
import GeoIO
import Imagery
import Testing

struct SceneReaderTests {
  /// A 10 m band, a 20 m band, a 5 m band, one shifted by 3.4 m, one in degrees, a rotated one and a 20 m quality
  /// layer of one place; reflectance has no data (0) in holes.
  private static func makeScene(in folder: RasterFolder) throws -> Scene {
    try RasterTool.python(
      SceneFixture.writing + """
        folder = sys.argv[1] + '/'
        random = numpy.random.default_rng(11)
        def values(rows, columns):
            image = random.integers(300, 6000, (rows, columns), dtype='uint16')
            image[rows // 3:rows // 3 + 3, columns // 4:columns // 4 + 5] = 0
            image[0, :2] = 0
            return image
        write(folder + 'b10.tif', values(90, 120), (400000, 10, 0, 3500000, 0, -10))
        write(folder + 'b20.tif', values(45, 60), (400000, 20, 0, 3500000, 0, -20))
        write(folder + 'b5.tif', values(180, 240), (400000, 5, 0, 3500000, 0, -5))
        write(folder + 'shifted.tif', values(90, 120), (400003.4, 10, 0, 3499996.6, 0, -10))
        write(folder + 'moved.tif', values(80, 100), (400050, 10, 0, 3499970, 0, -10))
        write(folder + 'degrees.tif', values(120, 150), (115.945, 0.0001, 0, 31.634, 0, -0.0001), 4326)
        write(folder + 'rotated.tif', values(90, 120), (400000, 9, 3, 3500000, 3, -9))
        write(folder + 'scl.tif', random.integers(0, 12, (45, 60), dtype='uint8'), (400000, 20, 0, 3500000, 0, -20))
        """, [folder.url.path])
    return try SceneFixture.scene(
      [
        .red: (folder.path("b10.tif"), 0), .swir1: (folder.path("b20.tif"), 0),
        .panchromatic: (folder.path("b5.tif"), 0), .green: (folder.path("shifted.tif"), 0),
        .blue: (folder.path("moved.tif"), 0), .nir: (folder.path("degrees.tif"), 0),
      ], quality: folder.path("scl.tif"))
  }

  @Test func `any tiling of a scene gives the same pixels`() throws {
    let folder = try RasterFolder()
    let scene = try Self.makeScene(in: folder)
    let roles: [BandRole] = [.blue, .green, .red, .nir, .swir1, .panchromatic]
    let grid = try #require(scene.bands[.red]?.grid)
    var whole = try SceneReader(scene: scene, roles: roles, grid: grid)
    var tiles = try SceneReader(scene: scene, roles: roles, grid: grid)
    // A halo beyond the grid on every side.
    let window = grid.window.expanded(by: 7)
    for role in roles {
      let expected = try SceneFixture.bits(&whole, role, window)
      #expect(Set(expected).count > 100, "\(role) has content")
      #expect(expected.contains(.max), "\(role) has pixels without data")
      for tile in [(17, 23), (64, 64), (134, 1), (1, 104)] {
        #expect(
          try SceneFixture.tiled(&tiles, role, window, tile: tile) == expected,
          "\(role) in tiles of \(tile)")
      }
    }
  }

  /// A window that starts inside the scene reads a column of the layer before its own, as interpolation would need it.
  @Test func `a coarser quality layer is picked by nearest pixels, whatever the window`() throws {
    let folder = try RasterFolder()
    let scene = try Self.makeScene(in: folder)
    let grid = try #require(scene.bands[.red]?.grid)
    var reader = try SceneReader(scene: scene, roles: [.red], grid: grid)
    let layer = try SceneFixture.reference(folder.path("scl.tif"))
    var numbers = Raster<UInt16>(width: 0, height: 0)
    let windows = [
      grid.window, grid.window.expanded(by: 7), Window(column: 32, row: 16, width: 64, height: 40),
      Window(column: 33, row: 17, width: 61, height: 41),
      Window(column: 119, row: 3, width: 1, height: 9),
    ]
    for window in windows {
      #expect(try reader.readQuality(window, into: &numbers))
      for row in 0..<window.height {
        for column in 0..<window.width {
          let (x, y) = (window.column + column, window.row + row)
          let isInside = x >= 0 && x < 120 && y >= 0 && y < 90
          let expected =
            isInside ? UInt16(layer[y / 2 * 60 + x / 2]) : SceneReader.qualityFill
          if numbers[column, row] != expected { Issue.record("\(window): \(x), \(y)") }
        }
      }
    }
  }

  @Test func `a band of the grid is copied and no data becomes not-a-number`() throws {
    let folder = try RasterFolder()
    let scene = try Self.makeScene(in: folder)
    let grid = try #require(scene.bands[.red]?.grid)
    var reader = try SceneReader(scene: scene, roles: [.red, .blue], grid: grid)
    let red = try SceneFixture.reference(folder.path("b10.tif"))
    let read = try SceneFixture.numbers(&reader, .red, grid.window)
    #expect(zip(red, read).allSatisfy { $0 == 0 ? $1.isNaN : $0 == $1 })

    // `moved` starts five columns east and three rows south of the grid.
    let moved = try SceneFixture.reference(folder.path("moved.tif"))
    let blue = try SceneFixture.numbers(&reader, .blue, grid.window)
    for row in 0..<90 {
      for column in 0..<120 {
        let (x, y) = (column - 5, row - 3)
        let inside = (0..<100).contains(x) && (0..<80).contains(y)
        let expected = inside ? moved[y * 100 + x] : 0
        let value = blue[row * 120 + column]
        if expected == 0 ? !value.isNaN : value != expected {
          Issue.record("\(column), \(row): \(value), expected \(expected)")
        }
      }
    }
  }

  @Test func `a coarser band is interpolated as GDAL interpolates`() throws {
    let folder = try RasterFolder()
    // Without no data, because GDAL treats its neighbourhood differently.
    try RasterTool.python(
      SceneFixture.writing + """
        folder = sys.argv[1] + '/'
        random = numpy.random.default_rng(5)
        write(folder + 'coarse.tif', random.uniform(0, 9000, (31, 43)).astype('float32'), (400000, 20, 0, 3500000, 0, -20))
        gdal.Translate(folder + 'fine.tif', folder + 'coarse.tif', width=86, height=62, resampleAlg='bilinear')
        """, [folder.url.path])
    let scene = try SceneFixture.scene([.swir1: (folder.path("coarse.tif"), nil)])
    let grid = try RasterInfo(of: folder.path("fine.tif")).grid()
    var reader = try SceneReader(scene: scene, roles: [.swir1], grid: grid)
    let read = try SceneFixture.numbers(&reader, .swir1, grid.window)
    let expected = try SceneFixture.reference(folder.path("fine.tif"))
    #expect(zip(read, expected).allSatisfy { abs($0 - $1) < 0.01 })
  }

  @Test func `a finer band is averaged by area as GDAL averages`() throws {
    let folder = try RasterFolder()
    try RasterTool.python(
      SceneFixture.writing + """
        folder = sys.argv[1] + '/'
        random = numpy.random.default_rng(5)
        write(folder + 'fine.tif', random.uniform(0, 9000, (60, 90)).astype('float32'), (400000, 10, 0, 3500000, 0, -10))
        gdal.Translate(folder + 'coarse.tif', folder + 'fine.tif', width=30, height=20, resampleAlg='average')
        """, [folder.url.path])
    let scene = try SceneFixture.scene([.red: (folder.path("fine.tif"), nil)])
    let grid = try RasterInfo(of: folder.path("coarse.tif")).grid()
    var reader = try SceneReader(scene: scene, roles: [.red], grid: grid)
    let read = try SceneFixture.numbers(&reader, .red, grid.window)
    let expected = try SceneFixture.reference(folder.path("coarse.tif"))
    #expect(zip(read, expected).allSatisfy { abs($0 - $1) < 0.01 })
  }

  @Test func `no data spreads to the pixels whose coarse pixel has none, and no further`() throws {
    let folder = try RasterFolder()
    try RasterTool.python(
      SceneFixture.writing + """
        write(sys.argv[1], numpy.array([[100, 200], [0, 400]], 'uint16'), (400000, 20, 0, 3500000, 0, -20),
              options=())
        """, [folder.path("coarse.tif")])
    let scene = try SceneFixture.scene([.swir1: (folder.path("coarse.tif"), 0)])
    var grid = try #require(scene.bands[.swir1]?.grid)
    grid = Grid(
      crs: grid.crs, originX: grid.originX, originY: grid.originY, pixelWidth: 10, pixelHeight: 10,
      columns: 4, rows: 4)
    var reader = try SceneReader(scene: scene, roles: [.swir1], grid: grid)
    let read = try SceneFixture.numbers(&reader, .swir1, grid.window)
    // By hand: weights 3/4 and 1/4 along each axis; the invalid corner's share is divided among the others.
    let second: Float = (100 * 9 + 200 * 3) / 12
    let third: Float = (100 * 9 + 200 * 3 + 400 * 1) / 13
    #expect(read[0] == 100 && read[1] == 125 && read[2] == 175 && read[3] == 200)
    #expect(abs(read[4] - 100) < 1e-4 && abs(read[5] - third) < 1e-4)
    #expect(second == 125 && abs(read[6] - (100 * 3 + 200 * 9 + 400 * 3) / 15) < 1e-4)
    #expect(read[8].isNaN && read[9].isNaN && read[12].isNaN && read[13].isNaN)
    #expect(abs(read[15] - 400) < 1e-4 && abs(read[14] - 400) < 1e-4)
  }

  @Test func `a band in degrees is warped as gdalwarp warps with an exact transformer`() throws {
    let folder = try RasterFolder()
    let scene = try Self.makeScene(in: folder)
    let grid = try #require(scene.bands[.red]?.grid)
    let outcome = try RasterTool.run(
      "gdalwarp",
      [
        "-q", "-t_srs", "EPSG:32650", "-te", "400000", "3499100", "401200", "3500000", "-ts", "120",
        "90", "-r", "bilinear", "-et", "0", "-ot", "Float32", "-wt", "Float32", "-srcnodata", "0",
        "-dstnodata", "nan", "-wo", "XSCALE=1", "-wo", "YSCALE=1", "-wo", "SAMPLE_GRID=NO",
        folder.path("degrees.tif"), folder.path("warped.tif"),
      ])
    #expect(outcome.status == 0, "\(outcome.output)")
    var reader = try SceneReader(scene: scene, roles: [.nir], grid: grid)
    let read = try SceneFixture.numbers(&reader, .nir, grid.window)
    let expected = try SceneFixture.reference(folder.path("warped.tif"))
    #expect(expected.contains { !$0.isNaN })
    #expect(zip(read, expected).allSatisfy { ($0.isNaN && $1.isNaN) || abs($0 - $1) < 0.01 })
  }

  @Test func `a rotated file is warped to the grid, whatever window it is read with`() throws {
    let folder = try RasterFolder()
    let scene = try Self.makeScene(in: folder)
    let grid = try #require(scene.bands[.red]?.grid)
    #expect(throws: TiankanError.self) {
      try RasterInfo(of: folder.path("rotated.tif")).grid()
    }
    var rotated = try #require(scene.bands[.red])
    rotated.path = folder.path("rotated.tif")
    var turned = scene
    turned.bands = [.red: rotated]
    var reader = try SceneReader(scene: turned, roles: [.red], grid: grid)
    let outcome = try RasterTool.run(
      "gdalwarp",
      [
        "-q", "-te", "400000", "3499100", "401200", "3500000", "-ts", "120", "90", "-r", "bilinear",
        "-et", "0", "-ot", "Float32", "-wt", "Float32", "-srcnodata", "0", "-dstnodata", "nan",
        "-wo", "XSCALE=1", "-wo", "YSCALE=1", "-wo", "SAMPLE_GRID=NO", folder.path("rotated.tif"),
        folder.path("warped.tif"),
      ])
    #expect(outcome.status == 0, "\(outcome.output)")
    let expected = try SceneFixture.reference(folder.path("warped.tif"))
    let read = try SceneFixture.numbers(&reader, .red, grid.window)
    #expect(zip(read, expected).allSatisfy { ($0.isNaN && $1.isNaN) || abs($0 - $1) < 0.01 })
    let bits = try SceneFixture.bits(&reader, .red, grid.window)
    #expect(try SceneFixture.tiled(&reader, .red, grid.window, tile: (13, 31)) == bits)
  }

  @Test func `quality numbers are the nearest, and fill outside`() throws {
    let folder = try RasterFolder()
    let scene = try Self.makeScene(in: folder)
    let grid = try #require(scene.bands[.red]?.grid)
    var reader = try SceneReader(scene: scene, roles: [.red], grid: grid)
    var numbers = Raster<UInt16>(width: 0, height: 0)
    let window = Window(column: -2, row: -1, width: 20, height: 9)
    #expect(try reader.readQuality(window, into: &numbers))
    let layer = try SceneFixture.reference(folder.path("scl.tif"))
    for row in 0..<9 {
      for column in 0..<20 {
        let (x, y) = (column - 2, row - 1)
        let expected =
          x < 0 || y < 0 ? SceneReader.qualityFill : UInt16(layer[y / 2 * 60 + x / 2])
        #expect(numbers[column, row] == expected)
      }
    }
    var bare = scene
    bare.quality = nil
    var without = try SceneReader(scene: bare, roles: [.red], grid: grid)
    #expect(try !without.readQuality(window, into: &numbers))
  }

  @Test func `a damaged block stops its window only`() throws {
    let folder = try RasterFolder()
    let scene = try Self.makeScene(in: folder)
    let path = folder.path("b10.tif")
    try RasterTool.python(
      """
      import sys
      from osgeo import gdal
      source = gdal.Open(sys.argv[1])
      offset = int(source.GetRasterBand(1).GetMetadataItem('BLOCK_OFFSET_1_1', 'TIFF'))
      data = bytearray(open(sys.argv[1], 'rb').read())
      for place in range(offset + 2, offset + 200): data[place] = 0xFF
      open(sys.argv[1], 'wb').write(data)
      """, [path])
    let grid = try #require(scene.bands[.red]?.grid)
    var reader = try SceneReader(scene: scene, roles: [.red], grid: grid)
    let error = #expect(throws: TiankanError.self) {
      try SceneFixture.bits(&reader, .red, Window(column: 32, row: 32, width: 32, height: 32))
    }
    #expect(error?.code == .corrupt && error?.subject == path)
    let next = Window(column: 64, row: 32, width: 32, height: 32)
    #expect(try SceneFixture.numbers(&reader, .red, next).contains { $0 > 0 })
  }

  @Test func `a role that the scene lacks is refused by name`() throws {
    let folder = try RasterFolder()
    let scene = try Self.makeScene(in: folder)
    let grid = try #require(scene.bands[.red]?.grid)
    let error = #expect(throws: TiankanError.self) {
      try openAndDrop(scene, [.red, .swir2], grid)
    }
    #expect(error?.code == .missingBand)
    #expect(error?.message.contains("swir2") == true)
  }

  private func openAndDrop(_ scene: Scene, _ roles: [BandRole], _ grid: Grid) throws(TiankanError) {
    _ = try SceneReader(scene: scene, roles: roles, grid: grid).roles
  }
}

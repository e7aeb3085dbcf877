import ChangeDetection
import GeoIO
import Imagery
import Testing

@testable import Monitoring

@Suite struct SceneBlocksTests {
  @Test func `workers keep six decoded tiles per file, many workers four`() {
    let limit = RasterDataset.defaultCacheByteLimit
    for workers in [1, 2, 4] { #expect(SceneBlocks.cacheByteLimit(of: workers) == limit / 2) }
    for workers in 6...1024 {
      #expect(SceneBlocks.cacheByteLimit(of: workers) == limit / 3)
    }
    // Four tiles of 512 × 512 numbers of 16 bits.
    #expect(limit / 3 >= 4 * 512 * 512 * 2)
  }

  @Test func `clouds and shadows grow only where asked to`() throws {
    let grid = try TestGrid(columns: 100, rows: 100).grid
    var scene = PairComparabilityTests.scene("2024-06-20")
    scene.quality = Scene.Quality(
      source: BandSource(
        path: "quality.tif", band: 1, name: "SCL", scaling: BandScaling(offset: 0, unit: 1),
        noData: nil, grid: grid),
      rule: QualityRule(classes: [8: .cloud], growth: 200))
    // 200 m are 20 pixels, and a patch of 60 m six.
    let grown = try #require(
      try SceneBlocks.mask(for: scene, on: grid, growing: true, smallestPatch: 60))
    #expect(grown.halo > 20)
    let tight = try #require(
      try SceneBlocks.mask(for: scene, on: grid, growing: false, smallestPatch: 60))
    #expect(tight.halo == 0)
  }
}

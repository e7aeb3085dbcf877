import GeoIO
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
}

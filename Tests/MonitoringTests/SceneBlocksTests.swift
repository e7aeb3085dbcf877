import GeoIO
import Testing

@testable import Monitoring

@Suite struct SceneBlocksTests {
  @Test func `many workers share the memory of two for decoded blocks, down to four tiles each`() {
    let limit = RasterDataset.defaultCacheByteLimit
    #expect(SceneBlocks.cacheByteLimit(of: 1) == limit)
    #expect(SceneBlocks.cacheByteLimit(of: 2) == limit)
    #expect(SceneBlocks.cacheByteLimit(of: 4) == limit / 2)
    for workers in 6...1024 {
      #expect(SceneBlocks.cacheByteLimit(of: workers) == limit / 3)
    }
    // Four tiles of 512 × 512 numbers of 16 bits.
    #expect(limit / 3 >= 4 * 512 * 512 * 2)
  }
}

import Testing

@testable import Monitoring

@Suite struct MonitorRunTests {
  // A row of a block is 512 pixels of 8 bytes per date and 400 besides; half of the memory is for blocks.
  @Test(arguments: [
    (1_500_000_000, 1, 100, 512), (1_500_000_000, 2, 100, 512), (1_500_000_000, 2, 500, 128),
    (300_000_000, 2, 500, 32), (300_000_000, 256, 500, 16), (300_000_000, 2, 2, 256),
    (1_500_000_000, 2, 0, 512),
  ])
  func `the height of blocks fits the memory`(
    memory: Int, workers: Int, dates: Int, height: Int
  ) {
    let found = MonitorRun.blockHeight(memory: memory, workers: workers, dates: dates)
    #expect(found == height)
    // 16 rows are the least, so very little memory for very many threads is not kept to.
    if found > 16 {
      #expect(found * 512 * (8 * dates + 400) * workers <= memory / 2)
    }
  }
}

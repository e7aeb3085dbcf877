import Testing

@testable import InspectionService

@Suite struct ByteCacheTests {
  @Test func `what was used longest ago goes first, and memory has a limit`() {
    let cache = ByteCache(limit: 100_000)
    let item = ByteCache.Item([UInt8](repeating: 7, count: 9_800), type: "image/png")
    for number in 0..<9 { cache.keep(item, for: "\(number)") }
    #expect(cache["0"] != nil)
    for number in 9..<14 { cache.keep(item, for: "\(number)") }
    #expect(cache.size <= 100_000)
    #expect(cache["0"] != nil)
    #expect(cache["1"] == nil)
    #expect(cache["13"]?.bytes == item.bytes)
    cache.keep(ByteCache.Item([UInt8](repeating: 7, count: 50_000), type: "x"), for: "large")
    #expect(cache["large"] == nil)
  }

  @Test func `the same bytes have the same tag`() {
    let one = ByteCache.Item([1, 2, 3], type: "x")
    #expect(one.tag == ByteCache.Item([1, 2, 3], type: "y").tag)
    #expect(one.tag != ByteCache.Item([1, 2, 4], type: "x").tag)
  }

  @Test func `a bucket fills up evenly`() {
    let limiter = RateLimiter(perMinute: 60)
    let now = ContinuousClock.now
    for _ in 0..<60 { #expect(limiter.admit("a", now: now) == nil) }
    #expect(limiter.admit("a", now: now) == 1)
    #expect(limiter.admit("b", now: now) == nil)
    #expect(limiter.admit("a", now: now + .seconds(2)) == nil)
    #expect(limiter.admit("a", now: now + .seconds(2)) == nil)
    #expect(limiter.admit("a", now: now + .seconds(2)) != nil)
  }
}

import Synchronization

/// How many requests an address or a name may make: a bucket of tokens for each, which fills up evenly.
final class RateLimiter: Sendable {
  private struct Bucket {
    var tokens: Double
    var filled: ContinuousClock.Instant
  }

  private static let greatestNumber = 50_000

  /// Tokens per minute, and how many fit.
  private let perMinute: Double
  private let buckets = Mutex<[String: Bucket]>([:])

  init(perMinute: Int) { self.perMinute = Double(perMinute) }

  /// Takes a token; where there is none, says in how many seconds there will be.
  func admit(_ name: String, now: ContinuousClock.Instant = .now) -> Int? {
    buckets.withLock { buckets in
      if buckets.count > Self.greatestNumber {
        buckets = buckets.filter { $0.value.filled.duration(to: now) < .seconds(60) }
        // More names than that in a minute are an attack on this table.
        if buckets.count > Self.greatestNumber { buckets.removeAll() }
      }
      var bucket = buckets[name] ?? Bucket(tokens: perMinute, filled: now)
      let seconds = bucket.filled.duration(to: now) / .seconds(1)
      bucket.tokens = min(perMinute, bucket.tokens + seconds * perMinute / 60)
      bucket.filled = now
      let isAdmitted = bucket.tokens >= 1
      if isAdmitted { bucket.tokens -= 1 }
      buckets[name] = bucket
      return isAdmitted ? nil : max(1, Int(((1 - bucket.tokens) * 60 / perMinute).rounded(.up)))
    }
  }
}

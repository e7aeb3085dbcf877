import Diagnostics
import Foundation

/// The state that a job's workers share: which item starts next, which results wait, which one is consumed next.
///
/// One condition variable guards everything; consuming has precedence over producing, so results do not pile up.
final class OrderedQueue<Product: Sendable> {
  /// What a worker does next.
  enum Step {
    case produce(Int)
    case consume(Int, Product)
  }

  private let count: Int
  private let ahead: Int
  private let condition = NSCondition()
  private var nextToProduce = 0
  private var nextToConsume = 0
  private var isConsuming = false
  private var waiting: [Int: Product] = [:]
  private var failedItem = Int.max
  private var error: TiankanError?

  init(count: Int, ahead: Int) {
    self.count = count
    self.ahead = ahead
  }

  /// The next step for the calling worker; waits while there is none; `nil` at the end of the job.
  func next() -> Step? {
    condition.lock()
    defer { condition.unlock() }
    while error == nil, nextToConsume < count {
      if !isConsuming, let product = waiting.removeValue(forKey: nextToConsume) {
        isConsuming = true
        return .consume(nextToConsume, product)
      }
      if nextToProduce < count, nextToProduce < nextToConsume + ahead {
        nextToProduce += 1
        return .produce(nextToProduce - 1)
      }
      condition.wait()
    }
    return nil
  }

  /// Hands in the result of an item.
  func finish(_ item: Int, with product: Product) {
    condition.lock()
    waiting[item] = product
    condition.broadcast()
    condition.unlock()
  }

  /// Says that the result handed out last has been consumed.
  func consumed() {
    condition.lock()
    isConsuming = false
    nextToConsume += 1
    condition.broadcast()
    condition.unlock()
  }

  /// Stops the job. Of several failures the one of the lowest item counts.
  func fail(_ item: Int, with error: TiankanError) {
    condition.lock()
    if item < failedItem {
      failedItem = item
      self.error = error
    }
    condition.broadcast()
    condition.unlock()
  }

  /// The failure that stopped the job.
  var failure: TiankanError? {
    condition.lock()
    defer { condition.unlock() }
    return error
  }
}

// SAFETY: every stored variable is read and written only while `condition` is locked.
extension OrderedQueue: @unchecked Sendable {}

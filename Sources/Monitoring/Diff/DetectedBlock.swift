import ChangeDetection
import Imagery
import Synchronization

/// A block on its way from the worker that detected it to the consumer that forms regions.
final class DetectedBlock: Sendable {
  /// The states and evidence; handed from one owner to the next, never used by two at once.
  let content: Mutex<FoundChanges>

  init(_ block: consuming sending FoundChanges) { content = Mutex(block) }
}

/// Blocks that have been consumed and wait to be used again: fresh memory costs more than the arithmetic on it.
final class DetectedBlockStore: Sendable {
  private let evidence: [Evidence]
  private let free = Mutex<[DetectedBlock]>([])

  init(evidence: [Evidence]) { self.evidence = evidence }

  /// A block of any size and with any content.
  func take() -> DetectedBlock {
    if let block = free.withLock({ $0.popLast() }) { return block }
    return DetectedBlock(FoundChanges(evidence: evidence))
  }

  /// Gives a block back.
  func give(_ block: DetectedBlock) {
    free.withLock { $0.append(block) }
  }
}

/// Decoded blocks of one dataset, the least recently used of which make room for new ones.
///
/// Windows rarely end where blocks end; what was decoded for one window serves its neighbours from here. All blocks
/// have one size, so the memory is one allocation of equal slots, touched only as far as it is used.
///
/// - Complexity: a hit costs one dictionary look-up; a miss scans the slots for the oldest.
@safe
struct BlockCache: ~Copyable {
  /// The size of a decoded block in bytes.
  let blockByteCount: Int
  private let slotByteCount: Int
  /// Allocated when the first block is decoded.
  private var memory: UnsafeMutableRawPointer?
  private var slots: [Slot]
  private var slotOfBlock: [Int: Int] = [:]
  private var clock = 0

  private struct Slot {
    var block: Int?
    var lastUse = 0
  }

  /// Creates a cache for at most `byteLimit` bytes, but at least one block.
  init(blockByteCount: Int, blockCount: Int, byteLimit: Int) {
    precondition(blockByteCount > 0, "a block has at least one byte")
    self.blockByteCount = blockByteCount
    slotByteCount = (blockByteCount + 63) / 64 * 64
    let count = max(1, min(blockCount, byteLimit / slotByteCount))
    unsafe memory = nil
    slots = Array(repeating: Slot(), count: count)
  }

  deinit { if let memory = unsafe memory { unsafe memory.deallocate() } }

  /// Gives the memory back until the next block is decoded, for files that stay open while others are read.
  mutating func release() {
    guard let old = unsafe memory else { return }
    unsafe old.deallocate()
    unsafe memory = nil
    slotOfBlock.removeAll()
    for position in slots.indices { slots[position] = Slot() }
  }

  /// The slot that holds a block; `nil` when it must be decoded.
  mutating func slot(holding block: Int) -> Int? {
    guard let slot = slotOfBlock[block] else { return nil }
    clock += 1
    slots[slot].lastUse = clock
    return slot
  }

  /// Empties the slot that was not used for the longest time and returns it; the caller fills it, then calls `commit`.
  mutating func vacate() -> Int {
    if unsafe memory == nil {
      unsafe memory = UnsafeMutableRawPointer.allocate(
        byteCount: slotByteCount * slots.count, alignment: 64)
    }
    var oldest = 0
    for position in slots.indices where slots[position].lastUse < slots[oldest].lastUse {
      oldest = position
    }
    if let block = slots[oldest].block { slotOfBlock[block] = nil }
    slots[oldest] = Slot()
    return oldest
  }

  /// States that a vacated slot now holds a block. Without it, as after a failed decoding, the slot stays empty.
  mutating func commit(_ slot: Int, as block: Int) {
    clock += 1
    slots[slot] = Slot(block: block, lastUse: clock)
    slotOfBlock[block] = slot
  }

  /// The bytes of a slot: `blockByteCount` of them, aligned to 64; valid until the cache is released or ends.
  @unsafe
  func bytes(of slot: Int) -> UnsafeMutableRawPointer {
    precondition(slots.indices.contains(slot), "no such slot")
    guard let memory = unsafe memory else { preconditionFailure("the cache holds no block") }
    return unsafe memory + slot * slotByteCount
  }
}

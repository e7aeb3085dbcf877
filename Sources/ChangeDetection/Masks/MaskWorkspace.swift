import Imagery

/// Memory that masking needs for a block; one per worker, reused from block to block.
public struct MaskWorkspace: ~Copyable, Sendable {
  /// The meaning bits of each pixel of the block with its margin.
  var meanings: Raster<UInt8>
  /// The rows to the nearest seed in the same column.
  var distances: Raster<UInt16>

  /// Creates an empty workspace; it grows with the first block.
  public init() {
    meanings = Raster(width: 0, height: 0)
    distances = Raster(width: 0, height: 0)
  }

  /// Looks up every number of a quality layer; returns the union of all bits met.
  mutating func load(
    _ quality: Span<UInt16>, table: Span<UInt8>, width: Int, height: Int
  ) -> UInt8 {
    meanings.reshape(width: width, height: height)
    var view = meanings.mutableSamples
    return lookUp(quality, in: table, into: &view)
  }
}

private func lookUp(
  _ quality: Span<UInt16>, in table: Span<UInt8>, into meanings: inout MutableSpan<UInt8>
) -> UInt8 {
  precondition(quality.count == meanings.count && table.count == 65_536)
  var union: UInt8 = 0
  let count = quality.count
  var start = 0
  while start < count {
    let end = min(start &+ 32, count)
    // Classes lie in patches: most stretches hold one number.
    let first = quality[start]
    var difference: UInt16 = 0
    for i in start..<end { difference |= quality[i] ^ first }
    if difference == 0 {
      let meaning = table[Int(first)]
      for i in start..<end { meanings[i] = meaning }
      union |= meaning
    } else {
      for i in start..<end {
        let meaning = table[Int(quality[i])]
        meanings[i] = meaning
        union |= meaning
      }
    }
    start = end
  }
  return union
}

/// Undoes horizontal differencing (TIFF predictor 2) in every row of a block.
///
/// Each sample was stored as the difference to the sample of the same band one pixel to the left; sums wrap around.
/// (TIFF 6.0, section 14.)
///
/// - Parameters:
///   - samples: The rows of the block one after another; replaced by their running sums.
///   - rowLength: The number of samples in a row.
///   - stride: The number of samples of a pixel in a row: the number of bands where they are interleaved, else 1.
func undoHorizontalDifferencing(
  _ samples: inout MutableSpan<UInt16>, rowLength: Int, stride: Int
) {
  precondition(rowLength > 0 && stride > 0 && samples.count % rowLength == 0, "whole rows")
  var start = 0
  while start < samples.count {
    let end = start + rowLength
    if stride == 1 {
      sumPrefixes(&samples, start, end)
    } else {
      var position = start + stride
      while position < end {
        samples[position] = samples[position] &+ samples[position &- stride]
        position &+= 1
      }
    }
    start = end
  }
}

/// As for 16 bits.
func undoHorizontalDifferencing(
  _ samples: inout MutableSpan<UInt8>, rowLength: Int, stride: Int
) {
  precondition(rowLength > 0 && stride > 0 && samples.count % rowLength == 0, "whole rows")
  var start = 0
  while start < samples.count {
    let end = start + rowLength
    if stride == 1 {
      sumPrefixes(&samples, start, end)
    } else {
      var position = start + stride
      while position < end {
        samples[position] = samples[position] &+ samples[position &- stride]
        position &+= 1
      }
    }
    start = end
  }
}

/// As for 16 bits; floats are differenced as if their bits were integers.
func undoHorizontalDifferencing(
  _ samples: inout MutableSpan<UInt32>, rowLength: Int, stride: Int
) {
  precondition(rowLength > 0 && stride > 0 && samples.count % rowLength == 0, "whole rows")
  var start = 0
  while start < samples.count {
    let end = start + rowLength
    var position = start + stride
    while position < end {
      samples[position] = samples[position] &+ samples[position &- stride]
      position &+= 1
    }
    start = end
  }
}

/// As for 16 bits.
func undoHorizontalDifferencing(
  _ samples: inout MutableSpan<UInt64>, rowLength: Int, stride: Int
) {
  precondition(rowLength > 0 && stride > 0 && samples.count % rowLength == 0, "whole rows")
  var start = 0
  while start < samples.count {
    let end = start + rowLength
    var position = start + stride
    while position < end {
      samples[position] = samples[position] &+ samples[position &- stride]
      position &+= 1
    }
    start = end
  }
}

/// Replaces samples `start ..< end` by their running sums, eight at a time: three shifted additions within the vector
/// and one of the carry, instead of a chain of eight.
private func sumPrefixes(_ samples: inout MutableSpan<UInt16>, _ start: Int, _ end: Int) {
  // SAFETY: `start` and `end` are row bounds, checked by the callers' precondition.
  unsafe samples.withUnsafeMutableBytes { bytes in
    // The carry stays in a vector, and only its own addition waits for the one before.
    var carries = SIMD8<UInt16>(repeating: 0)
    var position = start
    while position &+ 8 <= end {
      let offset = position &* 2
      var sums = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt16>.self)
      sums = sums &+ SIMD8(0, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6])
      sums = sums &+ SIMD8(0, 0, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5])
      sums = sums &+ SIMD8(0, 0, 0, 0, sums[0], sums[1], sums[2], sums[3])
      unsafe bytes.storeBytes(
        of: sums &+ carries, toByteOffset: offset, as: SIMD8<UInt16>.self)
      let last = sums[7]
      carries = carries &+ SIMD8(last, last, last, last, last, last, last, last)
      position &+= 8
    }
    var carry = carries[7]
    while position < end {
      let offset = position &* 2
      carry = unsafe carry &+ bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
      unsafe bytes.storeBytes(of: carry, toByteOffset: offset, as: UInt16.self)
      position &+= 1
    }
  }
}

private func sumPrefixes(_ samples: inout MutableSpan<UInt8>, _ start: Int, _ end: Int) {
  // SAFETY: `start` and `end` are row bounds, checked by the callers' precondition.
  unsafe samples.withUnsafeMutableBytes { bytes in
    var carry: UInt8 = 0
    var position = start
    while position &+ 8 <= end {
      // A shift of the little-endian word by 8 bits moves every sample one place on; the masks keep the sums of
      // neighbours apart, even and odd places in turn.
      var word = unsafe UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      word = addBytes(word, word << 8)
      word = addBytes(word, word << 16)
      word = addBytes(word, word << 32)
      word = addBytes(word, UInt64(carry) &* 0x0101_0101_0101_0101)
      unsafe bytes.storeBytes(of: word.littleEndian, toByteOffset: position, as: UInt64.self)
      carry = UInt8(truncatingIfNeeded: word >> 56)
      position &+= 8
    }
    while position < end {
      carry = unsafe carry &+ bytes[position]
      unsafe bytes[position] = carry
      position &+= 1
    }
  }
}

/// Eight sums of bytes that wrap around without a carry into their neighbour (Warren, Hacker's Delight, 2-18).
@inline(__always)
private func addBytes(_ first: UInt64, _ second: UInt64) -> UInt64 {
  let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
  return ((first & low) &+ (second & low)) ^ ((first ^ second) & ~low)
}

/// Undoes floating-point differencing (TIFF predictor 3) in every row of a block.
///
/// A row was stored as its most significant bytes first, then the next ones and so on, and then differenced byte by
/// byte. (Adobe Photoshop TIFF Technical Note 3.) The result is in the byte order of this machine, whatever the
/// file's is.
///
/// - Parameters:
///   - bytes: The rows of the block one after another; replaced by numbers.
///   - scratch: Memory for one row.
///   - sampleByteCount: 4 for `Float`, 8 for `Double`.
///   - rowLength: The number of samples in a row, of all interleaved bands together.
///   - stride: The number of samples of a pixel in a row.
func undoFloatingPointDifferencing(
  _ bytes: inout MutableSpan<UInt8>, scratch: inout MutableSpan<UInt8>, sampleByteCount: Int,
  rowLength: Int, stride: Int
) {
  let rowByteCount = rowLength * sampleByteCount
  precondition(rowByteCount > 0 && bytes.count % rowByteCount == 0, "whole rows")
  precondition(scratch.count >= rowByteCount, "the scratch memory holds a row")
  undoHorizontalDifferencing(&bytes, rowLength: rowByteCount, stride: stride)
  var start = 0
  while start < bytes.count {
    for position in 0..<rowByteCount { scratch[position] = bytes[start &+ position] }
    for place in 0..<sampleByteCount {
      // Place 0 holds the most significant bytes, which this little-endian machine keeps last.
      let target = start &+ sampleByteCount &- 1 &- place
      let plane = place &* rowLength
      for sample in 0..<rowLength {
        bytes[target &+ sample &* sampleByteCount] = scratch[plane &+ sample]
      }
    }
    start &+= rowByteCount
  }
}

/// Swaps the bytes of every sample: from the file's byte order to this machine's.
func swapByteOrder(_ samples: inout MutableSpan<UInt16>) {
  for position in samples.indices { samples[position] = samples[position].byteSwapped }
}

/// Swaps the bytes of every sample: from the file's byte order to this machine's.
func swapByteOrder(_ samples: inout MutableSpan<UInt32>) {
  for position in samples.indices { samples[position] = samples[position].byteSwapped }
}

/// Swaps the bytes of every sample: from the file's byte order to this machine's.
func swapByteOrder(_ samples: inout MutableSpan<UInt64>) {
  for position in samples.indices { samples[position] = samples[position].byteSwapped }
}

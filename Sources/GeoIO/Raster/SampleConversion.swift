import Imagery

/// Copies samples from one buffer to another and converts their type.
///
/// - Parameters:
///   - source: The first sample; samples lie `stride` apart (bands of a pixel side by side).
///   - sourceType: The type of the source's samples.
///   - destination: Receives `count` samples without gaps.
///   - destinationType: The type of the destination's samples.
///
/// Both buffers must be aligned for their types and hold what the arguments say.
@unsafe
func copySamples(
  from source: UnsafeRawPointer, type sourceType: PixelType, stride: Int,
  to destination: UnsafeMutableRawPointer, type destinationType: PixelType, count: Int
) {
  switch sourceType {
  case .uint8: unsafe copy(UInt8.self, source, stride, destination, destinationType, count)
  case .int8: unsafe copy(Int8.self, source, stride, destination, destinationType, count)
  case .uint16: unsafe copy(UInt16.self, source, stride, destination, destinationType, count)
  case .int16: unsafe copy(Int16.self, source, stride, destination, destinationType, count)
  case .uint32: unsafe copy(UInt32.self, source, stride, destination, destinationType, count)
  case .int32: unsafe copy(Int32.self, source, stride, destination, destinationType, count)
  case .float32: unsafe copy(Float.self, source, stride, destination, destinationType, count)
  case .float64: unsafe copy(Double.self, source, stride, destination, destinationType, count)
  }
}

@inline(__always)
@unsafe
private func copy<From: SampleNumber>(
  _: From.Type, _ source: UnsafeRawPointer, _ stride: Int,
  _ destination: UnsafeMutableRawPointer, _ destinationType: PixelType, _ count: Int
) {
  let from = unsafe source.assumingMemoryBound(to: From.self)
  if From.pixelType == destinationType, stride == 1 {
    unsafe destination.copyMemory(
      from: source, byteCount: count &* MemoryLayout<From>.stride)
    return
  }
  switch destinationType {
  case .uint8: unsafe convert(from, stride, destination.assumingMemoryBound(to: UInt8.self), count)
  case .int8: unsafe convert(from, stride, destination.assumingMemoryBound(to: Int8.self), count)
  case .uint16:
    unsafe convert(from, stride, destination.assumingMemoryBound(to: UInt16.self), count)
  case .int16: unsafe convert(from, stride, destination.assumingMemoryBound(to: Int16.self), count)
  case .uint32:
    unsafe convert(from, stride, destination.assumingMemoryBound(to: UInt32.self), count)
  case .int32: unsafe convert(from, stride, destination.assumingMemoryBound(to: Int32.self), count)
  case .float32:
    // Most pixels are read as Float: without the detour through Double the loop stays twice as wide.
    let to = unsafe destination.assumingMemoryBound(to: Float.self)
    for position in 0..<count {
      unsafe to[position] = unsafe from[position &* stride].floatValue
    }
  case .float64:
    unsafe convert(from, stride, destination.assumingMemoryBound(to: Double.self), count)
  }
}

@inline(__always)
@unsafe
private func convert<From: SampleNumber, To: SampleNumber>(
  _ from: UnsafePointer<From>, _ stride: Int, _ to: UnsafeMutablePointer<To>, _ count: Int
) {
  if From.self == To.self {
    // Bits, not numbers: a signalling not-a-number must survive.
    let same = unsafe UnsafeMutableRawPointer(to).assumingMemoryBound(to: From.self)
    for position in 0..<count { unsafe same[position] = unsafe from[position &* stride] }
    return
  }
  if From.self == UInt8.self, To.self == UInt16.self {
    // Quality layers of bytes, the most frequent of the integers that are converted; exact without the detour.
    let bytes = unsafe UnsafeRawPointer(from).assumingMemoryBound(to: UInt8.self)
    let wide = unsafe UnsafeMutableRawPointer(to).assumingMemoryBound(to: UInt16.self)
    for position in 0..<count { unsafe wide[position] = unsafe UInt16(bytes[position &* stride]) }
    return
  }
  for position in 0..<count {
    unsafe to[position] = unsafe To(saturating: from[position &* stride].doubleValue)
  }
}

/// Fills samples of a type with one number, converted as `SampleNumber.init(saturating:)` does.
@unsafe
func fillSamples(
  _ destination: UnsafeMutableRawPointer, type: PixelType, count: Int, with value: Double
) {
  switch type {
  case .uint8: unsafe fill(destination, count, UInt8(saturating: value))
  case .int8: unsafe fill(destination, count, Int8(saturating: value))
  case .uint16: unsafe fill(destination, count, UInt16(saturating: value))
  case .int16: unsafe fill(destination, count, Int16(saturating: value))
  case .uint32: unsafe fill(destination, count, UInt32(saturating: value))
  case .int32: unsafe fill(destination, count, Int32(saturating: value))
  case .float32: unsafe fill(destination, count, Float(saturating: value))
  case .float64: unsafe fill(destination, count, Double(saturating: value))
  }
}

@unsafe
private func fill<Sample: SampleNumber>(
  _ destination: UnsafeMutableRawPointer, _ count: Int, _ value: Sample
) {
  unsafe destination.assumingMemoryBound(to: Sample.self).update(repeating: value, count: count)
}

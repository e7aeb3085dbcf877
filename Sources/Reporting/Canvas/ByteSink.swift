/// Bytes that a surface writes while it is drawn on; a class, because the surface holds its address.
final class ByteSink {
  var bytes: [UInt8] = []
}

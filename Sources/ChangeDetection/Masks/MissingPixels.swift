public import Imagery

/// Clears the pixels of a block where a plane is not a number.
///
/// - Parameters:
///   - usable: one value per pixel; set to 0 where a plane has no data, else left as it is.
///   - stack: the planes, of the same size.
/// - Returns: how many pixels were cleared by this call.
public func restrictToData(
  _ usable: inout MutableSpan<UInt8>, of stack: borrowing BandStack
) -> Int {
  var cleared = 0
  for role in stack.roles { cleared += clearMissing(stack.plane(role), &usable) }
  return cleared
}

private func clearMissing(_ plane: Span<Float>, _ usable: inout MutableSpan<UInt8>) -> Int {
  precondition(plane.count == usable.count, "one value per pixel")
  var cleared = 0
  for i in plane.indices {
    let before = usable[i]
    let after = plane[i] == plane[i] ? before : 0
    usable[i] = after
    cleared &+= before != after ? 1 : 0
  }
  return cleared
}

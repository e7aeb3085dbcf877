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
  let before = countMarked(usable.span)
  clearMissing(&usable, of: stack)
  return before - countMarked(usable.span)
}

/// As `restrictToData`, for who does not ask how many pixels are cleared.
public func clearMissing(_ usable: inout MutableSpan<UInt8>, of stack: borrowing BandStack) {
  for role in stack.roles { clearMissing(stack.plane(role), &usable) }
}

/// The number of pixels whose mark is not 0.
public func countMarked(_ marks: Span<UInt8>) -> Int {
  let count = marks.count
  var total = 0
  var start = 0
  // As many marks as a byte can count, so that the inner loop adds bytes.
  while start &+ 240 <= count {
    var sum: UInt8 = 0
    for i in start..<start &+ 240 { sum &+= marks[i] == 0 ? 0 : 1 }
    total &+= Int(sum)
    start &+= 240
  }
  for i in start..<count { total &+= marks[i] == 0 ? 0 : 1 }
  return total
}

private func clearMissing(_ plane: Span<Float>, _ usable: inout MutableSpan<UInt8>) {
  let count = usable.count
  precondition(plane.count == count, "one value per pixel")
  for i in 0..<count {
    let value = plane[i]
    let mark = usable[i]
    usable[i] = value == value ? mark : 0
  }
}

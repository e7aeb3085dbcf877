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
    total &+= Int(countFewMarked(marks.extracting(start..<start &+ 240)))
    start &+= 240
  }
  return total &+ Int(countFewMarked(marks.extracting(start..<count)))
}

/// The number of up to 255 pixels whose mark is not 0; a span of its own, so that its bounds are checked once.
@inline(always)
private func countFewMarked(_ marks: Span<UInt8>) -> UInt8 {
  var sum: UInt8 = 0
  for i in marks.indices { sum &+= marks[i] == 0 ? 0 : 1 }
  return sum
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

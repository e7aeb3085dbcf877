import Imagery

/// The bands of one date; a class, because a list of dates holds them.
final class FrameBands {
  let stack: BandStack

  init(_ stack: consuming BandStack) { self.stack = stack }
}

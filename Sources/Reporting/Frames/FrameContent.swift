public import ChangeDetection
public import Imagery

/// What pictures of a place show.
public enum FrameContent: Hashable, Sendable {
  /// Three bands as colours.
  case colors(CompositeBands)
  /// An index in the colours of the ramp; the range of values, or nil to take it from the frames.
  case index(SpectralIndex, range: ClosedRange<Double>?)

  /// The bands it needs.
  public var roles: [BandRole] {
    switch self {
    case .colors(let bands): Array(Set(bands.roles)).sorted()
    case .index(let index, _): index.requiredRoles
    }
  }
}

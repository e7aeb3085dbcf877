public import Imagery

/// Which of the two dates of a pair.
public enum PairDate: String, Hashable, Sendable, Codable {
  case before, after
}

/// A quantity of a pixel pair whose distribution over the scene a method needs before it can detect.
public enum PairQuantity: Hashable, Sendable {
  /// After − before of a band, in reflectance (in digital numbers where the scaling is the identity).
  case bandDifference(BandRole)
  /// A spectral index at one date, in stored units.
  case index(SpectralIndex, PairDate)
  /// After − before of a spectral index, in stored units.
  case indexDifference(SpectralIndex)
}

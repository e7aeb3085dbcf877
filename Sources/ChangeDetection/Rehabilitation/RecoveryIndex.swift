/// The index that decides growth, standstill and the target.
public enum RecoveryIndex: String, Hashable, Sendable, Codable, CaseIterable {
  /// Fractional vegetation cover: every sensor has it, and plans are written in it.
  case cover
  /// Burn ratio (Landsat's recovery index of forests): keeps rising with woody structure where cover is noisy or closed. Needs
  /// short-wave infrared; where a season lacks it, cover decides.
  case nbr

  /// The value of a season.
  func value(_ season: SeasonComposite) -> Double {
    switch self {
    case .cover: season.cover
    case .nbr: season.nbr ?? season.cover
    }
  }
}

// The years before and beside what the episodes tell.
extension RehabilitationHistory {
  /// The completed seasons in segments; nil where they are too few to be called a long background.
  ///
  /// Seasons are taken as they are, without the ring: the background tells what the land looked like.
  func background() -> RehabilitationBackground? {
    let seasons = Array(completedSeasons)
    guard seasons.count >= parameters.backgroundSeasons else { return nil }
    let index: RecoveryIndex = seasons.allSatisfy { $0.nbr != nil } ? .nbr : .cover
    let series = AnnualSeries(seasons, index.value)
    guard
      let segmentation = AnnualSegmentation(series, parameters: parameters.background)
    else { return nil }
    return RehabilitationBackground(
      index: index, segmentation: segmentation, leastChange: parameters.backgroundChange)
  }
}

/// How green the cropland around a parcel was in one crop year: the parcels of its class within some kilometres.
///
/// Each parcel enters with its `CropYearResult.meanNDVI`; after Wallace et al. 2017 (FANTA), doi:10.1016/j.rse.2017.02.014.
public struct NeighbourGreenness: Hashable, Sendable {
  /// The crop year.
  public var year: CropYear
  /// The mean over the neighbours of their mean NDVI.
  public var mean: Double
  /// The standard deviation over the neighbours.
  public var standardDeviation: Double
  /// The number of neighbours.
  public var parcels: Int

  /// Creates the statistics.
  public init(year: CropYear, mean: Double, standardDeviation: Double, parcels: Int) {
    self.year = year
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.parcels = parcels
  }
}

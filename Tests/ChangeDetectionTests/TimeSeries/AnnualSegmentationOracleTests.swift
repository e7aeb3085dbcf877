import ChangeDetection
import TestSupport
import Testing

/// The burnt forest of `RecoveryOracleTests`: NBR of 1904 pixels, 2002 to 2024, and what zeit-cdts 2.2.0 makes of it with the
/// settings of the Earth Engine version (its prevention of one-year recovery has no effect, so it is off here).
@Suite(.enabled(if: TestData.isAvailable, "needs TIANKAN_DATA"))
struct AnnualSegmentationOracleTests {
  static func oracle(_ name: String) throws -> NumPyFile {
    try NumPyFile(TestData.path("recovery_landsat/oracle_zeit/\(name).npy"))
  }

  /// The series of all pixels.
  static func pixels() throws -> [AnnualSeries] {
    let input = try oracle("input_NBR_2002_2024_float32")
    let count = input.shape[1] * input.shape[2]
    return (0..<count).map { pixel in
      AnnualSeries(
        firstYear: 2002,
        values: (0..<input.shape[0]).map { year in
          let value = input.values[year * count + pixel]
          return value.isNaN ? nil : value
        })
    }
  }

  @Test
  func `vertices and greatest losses of the burnt site are those of zeit-cdts in 99 of 100 pixels`()
    throws
  {
    let years = try Self.oracle("landtrendr_vertex_year")
    let values = try Self.oracle("landtrendr_vertex_value")
    let lossYear = try Self.oracle("events_loss_greatest_yod")
    let lossMagnitude = try Self.oracle("events_loss_greatest_magnitude")
    let lossDuration = try Self.oracle("events_loss_greatest_duration")
    var parameters = SegmentationParameters()
    parameters.preventsOneYearRecovery = false
    var (sameYears, sameValues, losses, sameLoss, sameDefaultLoss) = (0, 0, 0, 0, 0)
    let pixels = try Self.pixels()
    for (pixel, series) in pixels.enumerated() {
      let found = try #require(AnnualSegmentation(series, parameters: parameters))
      let places = (0..<years.shape[0]).map { $0 * pixels.count + pixel }
        .filter { years.values[$0] > 0 }
      if found.vertices.map({ Double($0.year) }) == places.map({ years.values[$0] }) {
        sameYears += 1
        if zip(found.vertices, places).allSatisfy({
          ($0.value - values.values[$1]).magnitude < 1e-5
        }) {
          sameValues += 1
        }
      }
      // Events from 0.1 on are in the reference; their year is that of the vertex before.
      guard lossYear.values[pixel] > 0 else { continue }
      losses += 1
      func isSame(_ loss: AnnualSegment?) -> Bool {
        guard let loss else { return false }
        return Double(loss.start.year) == lossYear.values[pixel]
          && Double(loss.years) == lossDuration.values[pixel]
          && (-loss.change - lossMagnitude.values[pixel]).magnitude < 1e-4
      }
      if isSame(found.greatestLoss) { sameLoss += 1 }
      let byDefault = try #require(AnnualSegmentation(series))
      if byDefault.greatestLoss.map({ Double($0.start.year) }) == lossYear.values[pixel] {
        sameDefaultLoss += 1
      }
    }
    #expect(pixels.count == 1904 && losses == 1519)
    // Of the 14 others, in 11 the reference's p is below what single precision can tell from 0 or next to it, and in 3 a recovery
    // takes exactly the four years that are allowed.
    #expect(sameYears == 1890)
    #expect(sameValues >= 1885)
    #expect(sameLoss == 1509)
    // With the prevention of one-year recoveries, the default, the reference differs more.
    #expect(sameDefaultLoss == 1466)
  }
}

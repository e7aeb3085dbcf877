import ChangeDetection
import Imagery
import Reporting
import Testing

@Suite struct PlaceSeriesTests {
  // GDAL 3.6 (RasterizeLayer: pixels whose centres lie inside) and NumPy (percentile, linear) on the same files: 828
  // pixels, NDVI in ten-thousandths rounded half to even.
  @Test(arguments: [(2005, 0.5035, 0.64105, 0.751775), (2006, 0.1339, 0.3137, 0.49525)])
  func `median and quartiles of a site are those of another program`(
    year: Int, lower: Double, median: Double, upper: Double
  ) throws {
    let site = try recoverySite()
    let scene = try recoveryScenes()[year - 2002]
    let sighting = try #require(
      try PlaceSeries.read(
        ReportPlace(outline: site.outline, crs: site.crs), from: [scene], indices: [.ndvi]
      ).first)
    let value = try #require(sighting.values[.ndvi])
    #expect(sighting.clearShare == 1)
    #expect(abs(value.lower - lower) < 1e-9)
    #expect(abs(value.median - median) < 1e-9)
    #expect(abs(value.upper - upper) < 1e-9)
  }

  @Test func `indices of reflectance are not made of relative numbers`() throws {
    let site = try recoverySite()
    let scene = try recoveryScenes()[0]
    let found = try PlaceSeries.read(
      ReportPlace(outline: site.outline, crs: site.crs), from: [scene],
      indices: [.ndvi, .brightness])
    #expect(found.first?.values[.brightness] == nil)
  }
}

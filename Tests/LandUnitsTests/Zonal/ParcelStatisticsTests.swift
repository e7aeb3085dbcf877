import GeoIO
import Geometry
import Imagery
import LandUnits
import TestSupport
import Testing

/// 88 parcels in Slovenia on Sentinel-2 NDVI; expected numbers by exactextract (Oracles/zonal.py).
@Suite(.enabled(if: TestData.isAvailable, "needs TIANKAN_DATA"))
struct ParcelStatisticsTests {
  @Test func `statistics of real parcels are exactextract's`() throws {
    var dataset = try RasterDataset(opening: TestData.path("slovenia_s2/NDVI_68dates.tif"))
    let grid = try dataset.info.grid()
    let parcels = try BoundaryReader.read(
      TestData.path("slovenia_s2/original/vector_timeless/LULC.gpkg")
    ).features
    #expect(parcels.count == 88)
    var builder = UnitLayoutBuilder(grid: grid)
    for parcel in parcels { try builder.add(parcel.geometry) }
    let layout = builder.layout()

    for date in ParcelExpectations.dates {
      var raw = Raster<Float>(width: grid.columns, height: grid.rows)
      var samples = raw.mutableSamples
      try dataset.read(band: date.band, window: grid.window, into: &samples)
      let plane = (0..<raw.count).map {
        IndexValue.stored(scaled: Double(raw.samples[$0]) * IndexValue.scale)
      }
      #expect(date.parcels.count == parcels.count)
      for unit in parcels.indices {
        var zone = ZonalAccumulator()
        layout.accumulate(plane.span, of: grid.window, unit: unit, into: &zone)
        let name = "date \(date.band), parcel \(parcels[unit].identifier)"
        if let expected = date.parcels[unit] {
          try expected.compare(zone.statistics(), name)
        } else {
          #expect(zone.statistics() == nil, "\(name)")
        }
      }
    }
  }
}

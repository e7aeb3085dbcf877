import Diagnostics
import Foundation
import Geometry
import Imagery
import TestSupport
import Testing

@testable import GeoIO

/// Layers made by other people's programs. Counts are ogrinfo's.
@Suite(.enabled(if: TestData.isAvailable, "needs TIANKAN_DATA"))
struct RealBoundaryTests {
  @Test(arguments: [
    ("fields/00002806639B424A/parcels_CT.gpkg", 60, "EPSG:32631"),
    ("fields/000028085BF08E7E/parcels_CT.gpkg", 100, "EPSG:32631"),
    ("slovenia_s2/original/vector_timeless/LULC.gpkg", 88, "EPSG:32633"),
    ("slovenia_s2/original/vector/CLM_VECTOR.gpkg", 55, "EPSG:32633"),
    ("mines_india/mines/mines_cils.shp", 506, "EPSG:4326"),
    ("crop_cycles_italy/vector/samplecrops.gpkg", 12, "EPSG:32632"),
    ("recovery_landsat/input/wildfire_516.gpkg", 1, "EPSG:26910"),
    ("misc_formats/gdalcubes_L8NY18/nycd.gpkg", 71, "EPSG:32618"),
    ("oscd/paris/paris.geojson", 1, "EPSG:4326"), ("oscd/beihai/beihai.geojson", 1, "EPSG:4326"),
  ])
  func `every feature is used or refused by name`(file: String, count: Int, crs: String) throws {
    let layer = try BoundaryReader.read(TestData.path(file))
    #expect(layer.features.count + layer.refusals.count == count)
    // 18 districts of New York cross themselves (osgeo's IsValid); of ten, GEOS's two repairs differ in area.
    #expect(layer.refusals.count == (file.hasSuffix("nycd.gpkg") ? 10 : 0), "\(layer.refusals)")
    #expect(layer.crs.authorityCode == crs)
    for feature in layer.features { #expect(!feature.geometry.isEmpty) }
  }

  @Test(arguments: [
    "Training_samples/Training_samples.shp",
    "Validation_samples/Aabandonment_validation_samples.shp",
  ])
  func `layers of points are refused with the reason`(file: String) {
    let path = TestData.path("abandonment_points/eastern_europe_yin/Data/\(file)")
    let error = failure(reading: path)
    #expect(error?.code == .invalidGeometry)
    #expect(error?.message.contains("point") == true)
  }

  @Test func `a layer whose features all lack a geometry is refused`() {
    let error = failure(reading: TestData.path("mine_reference/site_data.geojson"))
    #expect(error?.code == .invalidGeometry)
    #expect(error?.message.contains("none of the 15 features") == true)
  }

  @Test func `envelopes agree with ogrinfo`() throws {
    let layer = try BoundaryReader.read(TestData.path("mines_india/mines/mines_cils.shp"))
    let envelope = layer.features.reduce(Envelope.empty) { $0.union($1.geometry.envelope) }
    // ogrinfo -so: (76.470107, 19.636749) - (83.025314, 24.995010)
    #expect(abs(envelope.minX - 76.470107) < 1e-6)
    #expect(abs(envelope.minY - 19.636749) < 1e-6)
    #expect(abs(envelope.maxX - 83.025314) < 1e-6)
    #expect(abs(envelope.maxY - 24.995010) < 1e-6)
  }
}

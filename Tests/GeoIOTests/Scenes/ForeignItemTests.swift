import Diagnostics
import Foundation
import Imagery
import Testing

@testable import GeoIO

/// Items as the large public catalogs write them.
struct ForeignItemTests {
  let fixture: ArchiveFixture
  let recognizer: SceneRecognizer

  init() throws {
    fixture = try ArchiveFixture()
    recognizer = SceneRecognizer(library: try SensorProfileLibrary())
    for name in ["B04", "B08", "nir08"] { try fixture.raster("\(name).tif") }
    try fixture.raster("SCL.tif", type: "Byte", numbers: [4], size: 2, pixel: 20)
  }

  private func item(
    collection: String, properties: String, assets: String
  ) throws -> String {
    try fixture.text(
      "item.json",
      """
      {"type": "Feature", "stac_version": "1.0.0", "id": "S2A_50RMU", "collection": "\(collection)",
       "geometry": null, "links": [],
       "properties": {"datetime": "2024-03-01T02:55:31.024000Z", "platform": "sentinel-2a",
         "s2:processing_baseline": "05.10", "grid:code": "MGRS-50RMU" \(properties)},
       "assets": {\(assets)}}
      """)
  }

  private static let offset = #""raster:bands": [{"nodata": 0, "scale": 0.0001, "offset": -0.1}]"#

  private static func earthSearch(_ raster: String) -> String {
    """
    "red": {"href": "./B04.tif", "eo:bands": [{"name": "red", "common_name": "red"}], \(raster)},
    "nir": {"href": "B08.tif", "eo:bands": [{"name": "nir", "common_name": "nir"}], \(raster)},
    "scl": {"href": "SCL.tif", "raster:bands": [{"nodata": 0}]},
    "red-jp2": {"href": "s3://bucket/B04.jp2", "eo:bands": [{"name": "red"}]},
    "visual": {"href": "TCI.tif", "roles": ["visual"], "eo:bands": [{"name": "red"}, {"name": "green"}]},
    "thumbnail": {"href": "t.jpg", "roles": ["thumbnail"]}
    """
  }

  @Test func `common asset names, baseline, tile and date are understood`() throws {
    let path = try item(
      collection: "sentinel-2-l2a", properties: "", assets: Self.earthSearch(Self.offset))
    let scene = try recognizer.scene(at: path)
    #expect(scene.profile == "sentinel2-l2a")
    #expect(scene.bands.keys.sorted() == [.red, .nir])
    #expect(scene.bands[.red]?.name == "B04")
    #expect(scene.bands[.red]?.path == fixture.path("B04.tif"))
    #expect(abs((scene.bands[.red]?.scaling.reflectance(1200) ?? 0) - 0.02) < 1e-12)
    #expect(scene.quality != nil)
    #expect(scene.acquisition.tile == "50RMU")
    #expect(scene.acquisition.sensed?.description == "2024-03-01T02:55:31Z")
    #expect(scene.version.baseline == "05.10")
  }

  @Test func `an item that says both that the offset was and was not applied is refused`() throws {
    let path = try item(
      collection: "sentinel-2-l2a", properties: #", "earthsearch:boa_offset_applied": true"#,
      assets: Self.earthSearch(Self.offset))
    let error = #expect(throws: TiankanError.self) { try recognizer.scene(at: path) }
    #expect(error?.code == .unknownScaling)
    #expect(error?.message.contains("boa_offset_applied") == true)
    #expect(error?.message.contains("--dn-offset") == true)
    let settled = try recognizer.scene(at: path, options: SceneOptions(dnOffset: 0))
    #expect(settled.bands[.red]?.scaling.offset == 0)
    #expect(settled.notices.contains { $0.contains("boa_offset_applied") })
  }

  @Test func `a flag alone says that nothing is to be added`() throws {
    let path = try item(
      collection: "sentinel-2-l2a", properties: #", "earthsearch:boa_offset_applied": true"#,
      assets: Self.earthSearch(#""proj:shape": [4, 4]"#))
    #expect(try recognizer.scene(at: path).bands[.red]?.scaling.offset == 0)
  }

  @Test func `asset keys with a resolution are read at the finest`() throws {
    let path = try item(
      collection: "sentinel-2-l2a", properties: "",
      assets: """
        "B04_20m": {"href": "missing.tif"}, "B04_10m": {"href": "B04.tif"},
        "SCL_20m": {"href": "SCL.tif"}
        """)
    let scene = try recognizer.scene(at: path)
    #expect(scene.bands[.red]?.path.hasSuffix("B04.tif") == true)
    #expect(scene.bands[.red]?.scaling.offset == -1000)
  }

  @Test func `an unknown collection needs the sensor's name`() throws {
    let path = try item(
      collection: "my-own", properties: "", assets: Self.earthSearch(Self.offset))
    let error = #expect(throws: TiankanError.self) { try recognizer.scene(at: path) }
    #expect(error?.code == .unrecognised)
    #expect(error?.message.contains("my-own") == true)
    let scene = try recognizer.scene(at: path, options: SceneOptions(sensor: "sentinel2-l2a"))
    #expect(scene.bands.count == 2)
  }

  @Test func `remote references become GDAL's paths and back`() {
    for (reference, path) in [
      ("https://x.org/a b/B04.tif", "/vsicurl/https://x.org/a b/B04.tif"),
      ("s3://bucket/k/B04.tif", "/vsis3/bucket/k/B04.tif"),
      ("../B04.tif", "/data/B04.tif"),
    ] {
      #expect(SceneItem.path(of: reference, in: "/data/items") == path)
      #expect(SceneItem.reference(path, from: "/data/items") == reference)
    }
    #expect(SceneItem.path(of: "../../x/B04.tif", in: "out/items") == "x/B04.tif")
    #expect(PathText.relative("/a/2019-08-22-00:00.tif", from: "/a") == "./2019-08-22-00:00.tif")
  }
}

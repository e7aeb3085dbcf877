import Diagnostics
import Foundation
import GeoIO
import Imagery
import TestSupport
import Testing

/// Every folder of real imagery that holds scenes can be read, with what its files do not say stated by the user.
@Suite(.enabled(if: TestData.isAvailable))
struct RealSceneTests {
  let recognizer: SceneRecognizer

  init() throws { recognizer = SceneRecognizer(library: try SensorProfileLibrary()) }

  static let cities = ["aguasclaras", "beihai", "bercy", "bordeaux", "paris", "saclay_e"]

  @Test(arguments: cities, ["imgs_1", "imgs_2"])
  func `each OSCD folder is Level-1C and refused without an offset`(
    city: String, folder: String
  ) throws {
    let path = TestData.path("oscd/\(city)/\(folder)")
    let error = #expect(throws: TiankanError.self) { try recognizer.scene(at: path) }
    #expect(error?.code == .unknownScaling)
    #expect(error?.message.contains("--dn-offset") == true)

    let scene = try recognizer.scene(at: path, options: SceneOptions(dnOffset: 0))
    #expect(scene.profile == "sentinel2-l1c")
    #expect(scene.bands.count == 13)
    #expect(scene.quality == nil)
    #expect(scene.notices.contains { $0.contains("clouds are not masked") })
    #expect(scene.bands[.red]?.scaling == BandScaling(offset: 0, unit: 0.0001))
    #expect(scene.bands[.red]?.path.hasSuffix("_B04.tif") == true)
  }

  @Test func `a sensing time in an OSCD name is a date, a processing time is none`() throws {
    let options = SceneOptions(dnOffset: 0)
    let early = try recognizer.scene(
      at: TestData.path("oscd/saclay_e/imgs_1"), options: options)
    #expect(early.acquisition.sensed == nil)
    #expect(early.acquisition.tile == "31UDP")
    #expect(early.acquisition.platform == "sentinel-2a")
    #expect(early.version.processed == "20160315T201048")
    #expect(early.notices.contains { $0.contains("time of processing") })

    let late = try recognizer.scene(at: TestData.path("oscd/saclay_e/imgs_2"), options: options)
    #expect(late.acquisition.sensed?.description == "2017-08-29T10:50:19Z")
    #expect(late.bands[.red]?.grid.columns == 679)
    #expect(early.bands[.red]?.grid.columns == 688)
  }
}

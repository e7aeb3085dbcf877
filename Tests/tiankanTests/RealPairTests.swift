import Foundation
import TestSupport
import Testing

/// Every labelled pair runs as it is: other grids between the dates, geographic coordinates, 8-bit numbers.
@Suite(.enabled(if: TestData.isAvailable && Program.hasPython)) struct RealPairTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: ["aguasclaras", "beihai", "bercy", "bordeaux", "paris", "saclay_e"])
  func `a city pair of OSCD gives a mask on the later grid and clues with plausible areas`(
    city: String
  ) throws {
    let place = TestData.path("oscd/\(city)")
    let mask = folder.path("mask.tif")
    let outcome = try Program.tiankan([
      "diff", "\(place)/imgs_1", "\(place)/imgs_2", "--dn-offset", "0", "--mask", mask,
      "--boundaries", "\(place)/\(city).geojson", "--out", folder.path("clues.gpkg"),
    ])
    #expect(outcome.status == 0, "\(outcome.notices)")
    let check = try Reference.python(
      """
      import glob
      mask = gdal.Open(sys.argv[1]); later = gdal.Open(glob.glob(sys.argv[2] + "/imgs_2/*_B02.tif")[0])
      array = mask.ReadAsArray()
      same = mask.GetGeoTransform() == later.GetGeoTransform() and array.shape == later.ReadAsArray().shape
      source = ogr.Open(sys.argv[3]); layer = source.GetLayerByName("clue")
      valid = all(f.GetGeometryRef().IsValid() for f in layer); layer.ResetReading()
      rows = [(f["pixels"], f["area_m2"]) for f in layer]
      per_pixel = [area / pixels for pixels, area in rows]
      print(int(same), sorted(set(np.unique(array)) - {0, 1, 255}), int(valid),
            int(sum(p for p, _ in rows) == int((array == 1).sum())),
            int(all(80 < value < 230 for value in per_pixel)))
      """, mask, place, folder.path("clues.gpkg"))
    #expect(check == ["1 [] 1 1 1"])
  }

  @Test func `the Landsat pair of Taizhou runs with its bands named by the file`() throws {
    let place = TestData.path("landsat_china/Taizhou")
    let outcome = try Program.tiankan([
      "diff", "\(place)/taizhou_20000317_B123457.tif", "\(place)/taizhou_20030206_B123457.tif",
      "--sensor", "generic", "--dates", "2000-03-17,2003-02-06", "--mask", folder.path("mask.tif"),
      "--out", folder.path("clues.gpkg"),
    ])
    #expect(outcome.status == 0, "\(outcome.notices)")
    // Labels: 1 where somebody marked change or no change. A detector that works marks labelled change more often.
    let rates = try Reference.python(
      """
      mask = gdal.Open(sys.argv[1]).ReadAsArray() == 1
      changed = gdal.Open(sys.argv[2] + "/label_change.tif").ReadAsArray() == 1
      unchanged = gdal.Open(sys.argv[2] + "/label_unchanged.tif").ReadAsArray() == 1
      print(int(mask[changed].mean() > 3 * mask[unchanged].mean()))
      """, folder.path("mask.tif"), place)
    #expect(rates == ["1"])
  }

  // IRMAD_Taizhou.png is the map of other software, on all pixels, without cleaning.
  @Test func `ir-mad agrees with the map that other software made of the same pair`() throws {
    let place = TestData.path("landsat_china/Taizhou")
    let outcome = try Program.tiankan([
      "diff", "\(place)/taizhou_20000317_B123457.tif", "\(place)/taizhou_20030206_B123457.tif",
      "--sensor", "generic", "--dates", "2000-03-17,2003-02-06", "--method", "ir-mad", "--mask",
      folder.path("ir-mad.tif"), "--out", folder.path("ir-mad.gpkg"),
    ])
    #expect(outcome.status == 0, "\(outcome.notices)")
    let agreement = try Reference.python(
      """
      mask = gdal.Open(sys.argv[1]).ReadAsArray() == 1
      other = gdal.Open(sys.argv[2] + "/peer_output/IRMAD_Taizhou.png").ReadAsArray() > 127
      print(round((mask == other).mean(), 3), round((mask & other).sum() / (mask | other).sum(), 3))
      """, folder.path("ir-mad.tif"), place)
    let numbers = agreement[0].split(separator: " ").compactMap { Double($0) }
    #expect(numbers[0] > 0.95 && numbers[1] > 0.6, "\(numbers)")
  }
}

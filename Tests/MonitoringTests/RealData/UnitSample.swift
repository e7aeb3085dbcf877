import ChangeDetection
import Imagery

/// The pixels of a unit on one date, for tests: means and quartiles without weights.
struct UnitSample {
  var values: [String: [Double]] = [:]
  var water = 0
  var bare = 0
  var classes = [0, 0, 0, 0, 0]
  var clear = 0
  var all = 0

  /// Adds a clear pixel: reflectances of blue, red, near infrared and the two short-wave bands, and whether it is water.
  mutating func add(
    blue: Double, red: Double, nir: Double, swir1: Double, swir2: Double, isWater: Bool
  ) {
    clear += 1
    let ndvi = (nir - red) / (nir + red)
    let cover = max(0, min(1, (ndvi - 0.05) / 0.81))
    values["ndvi", default: []].append(ndvi)
    values["cover", default: []].append(cover)
    values["nbr", default: []].append((nir - swir2) / (nir + swir2))
    values["bsi", default: []].append(
      (swir1 + red - nir - blue) / (swir1 + red + nir + blue))
    classes[min(4, Int(cover * 5))] += 1
    if isWater { water += 1 }
    if cover < 0.2 && !isWater { bare += 1 }
  }

  func observation(_ date: CalendarDate, scene: Int, platform: String) -> UnitObservation? {
    guard clear > 0, all > 0 else { return nil }
    var result = UnitObservation(
      date: date, scene: scene, platform: platform, clearShare: share(clear, of: all))
    result.ndvi = summary("ndvi")
    result.cover = summary("cover")
    result.nbr = summary("nbr")
    result.bsi = summary("bsi")
    result.bareShare = share(bare, of: clear)
    result.waterShare = share(water, of: clear)
    for lane in 0..<5 { result.coverClasses[lane] = share(classes[lane], of: clear) }
    return result
  }

  private func share(_ part: Int, of whole: Int) -> Int16 {
    Int16((Double(part) / Double(whole) * 10_000).rounded())
  }

  private func summary(_ name: String) -> IndexSummary {
    let sorted = (values[name] ?? []).sorted()
    func stored(_ value: Double) -> Int16 { IndexValue.stored(scaled: value * 10_000) }
    func quantile(_ part: Double) -> Int16 { stored(sorted[Int(Double(sorted.count - 1) * part)]) }
    return IndexSummary(
      mean: stored(sorted.reduce(0, +) / Double(sorted.count)), median: quantile(0.5),
      lowerQuartile: quantile(0.25), upperQuartile: quantile(0.75))
  }
}

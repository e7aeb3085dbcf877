import ChangeDetection
import Foundation
import GeoIO
import Geometry
import Imagery
import TestSupport
import Testing

/// The abandonment detector on real parcels. What these places cannot show is double-cropped hill farmland in China.
@Suite(.enabled(if: TestData.isAvailable))
struct RealParcelTests {
  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: TestData.path(folder))
      .filter { $0.hasSuffix(".tif") }.sorted()
  }

  /// Flemish parcels: Sentinel-2 L2A of processing baselines before 04.00, DN = reflectance × 10000, classes as delivered.
  private func fields() throws -> [ParcelReader.Parcel] {
    let folder = "fields/00002806639B424A"
    let files = try names("\(folder)/S2_10m")
    let first = TestData.path("\(folder)/S2_10m/\(try #require(files.first))")
    let grid = try RasterInfo(of: first).grid()
    var parcels = try ParcelReader.parcels(
      TestData.path("\(folder)/parcels_CT.gpkg"), on: grid)
    for file in files {
      let date = try #require(CalendarDate(String(file.dropLast(4).suffix(8))))
      let fine = try (1...4).map {
        try ParcelReader.band($0, of: TestData.path("\(folder)/S2_10m/\(file)"))
      }
      let coarseFile = TestData.path(
        "\(folder)/S2_20m/\(file.replacingOccurrences(of: "10m", with: "20m"))")
      let coarse = try [5, 6, 7].map { number in
        let band = try ParcelReader.band(number, of: coarseFile)
        return (0..<grid.rows * grid.columns).map { cell in
          band[cell / grid.columns / 2 * (grid.columns / 2) + cell % grid.columns / 2]
        }
      }
      func index(_ formula: (Int) -> Double) -> [Double] { fine[0].indices.map(formula) }
      let (blue, green, red, nir) = (fine[0], fine[1], fine[2], fine[3])
      let (swir1, swir2) = (coarse[0], coarse[1])
      let isClear = coarse[2].indices.map {
        (4...7).contains(coarse[2][$0]) && blue[$0] > 0 && red[$0] > 0 && nir[$0] > 0
      }
      ParcelReader.observe(
        &parcels, date: date, isClear: isClear,
        indices: [
          (\.ndvi, index { (nir[$0] - red[$0]) / (nir[$0] + red[$0]) }),
          (
            \.bsi,
            index {
              ((swir1[$0] + red[$0]) - (nir[$0] + blue[$0]))
                / (swir1[$0] + red[$0] + nir[$0] + blue[$0])
            }
          ),
          (\.ndmi, index { (nir[$0] - swir1[$0]) / (nir[$0] + swir1[$0]) }),
          (\.mndwi, index { (green[$0] - swir1[$0]) / (green[$0] + swir1[$0]) }),
          (\.ndwi, index { (green[$0] - nir[$0]) / (green[$0] + nir[$0]) }),
          (\.tillage, index { (swir1[$0] - swir2[$0]) / (swir1[$0] + swir2[$0]) }),
          (\.brightness, index { (blue[$0] + green[$0] + red[$0]) / 30_000 }),
          (\.redness, index { (red[$0] - green[$0]) / (red[$0] + green[$0]) }),
        ])
    }
    let cover = try ParcelReader.band(1, of: TestData.path("\(folder)/label_LC_CT_IRR.tif"))
    for index in parcels.indices {
      let classes = parcels[index].cells.map { cover[$0] }.sorted()
      let crop = parcels[index].feature["CT"]?.text ?? ""
      parcels[index].name = "\(Int(classes[classes.count / 2]))/\(crop)"
    }
    return parcels
  }

  private func examine(
    _ parcels: [ParcelReader.Parcel], parameters: AbandonmentParameters, until: CalendarDate
  ) -> [(name: String, finding: FarmlandFinding)] {
    let detector = AbandonmentDetector(parameters: parameters)
    return parcels.map { parcel in
      (
        parcel.name,
        detector.examine(FarmlandParcel(series: parcel.series, until: until))
      )
    }
  }

  /// The number of parcels and crop years by class and verdict.
  private func table(_ results: [(name: String, finding: FarmlandFinding)]) -> [String: Int] {
    var counts: [String: Int] = [:]
    for (name, finding) in results {
      for year in finding.years where year.verdict != .pending {
        counts["\(name) \(year.year) \(year.verdict.rawValue)", default: 0] += 1
      }
    }
    return counts
  }

  private func report(_ title: String, _ counts: [String: Int]) {
    for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
      print("\(title): \(count) × \(key)")
    }
  }

  @Test func `no field of annual crops in Flanders is idle`() throws {
    let until = try #require(CalendarDate("2018-11-27"))
    let results = examine(try fields(), parameters: AbandonmentParameters(), until: until)
    let counts = table(results)
    report("fields", counts)
    let annual = results.filter { $0.name.hasPrefix("11/") && $0.finding.code != .tooSmall }
    let years = annual.compactMap { $0.finding.years.first { "\($0.year)" == "2017/18" } }
    for year in years where year.verdict != .cultivated {
      print(
        "fields: \(year.verdict) \(year.tests.filter { $0.isMet != true }.map { ($0.name, $0.value) })"
      )
    }
    #expect(years.count >= 6)
    #expect(years.allSatisfy { $0.observed.isDecided })
    #expect(years.allSatisfy { !$0.verdict.isIdle })
    // Most are seen as cropped; catch crops and beet merge to one long curve and stay weak.
    #expect(Double(years.count { $0.verdict == .cultivated }) >= 0.7 * Double(years.count))
  }

  @Test func `land without crops in Slovenia is idle where winters are known to be dormant`() throws
  {
    let path = TestData.path("slovenia_s2/NDVI_68dates.tif")
    let info = try RasterInfo(of: path)
    let grid = try info.grid()
    let stamps = try JSONDecoder().decode(
      [String].self,
      from: Data(
        contentsOf: URL(filePath: TestData.path("slovenia_s2/original/timestamps.json"))))
    var parcels = try ParcelReader.parcels(
      TestData.path("slovenia_s2/original/vector_timeless/LULC.gpkg"), on: grid)
    for index in parcels.indices {
      parcels[index].name = parcels[index].feature["LULC_NAME"]?.text ?? ""
    }
    for (number, stamp) in stamps.enumerated() {
      let date = try #require(CalendarDate(String(stamp.prefix(10))))
      let values = try ParcelReader.band(number + 1, of: path)
      let cloud = try ParcelReader.band(
        number + 1, of: TestData.path("slovenia_s2/CLM_68dates.tif"))
      ParcelReader.observe(
        &parcels, date: date,
        isClear: values.indices.map { cloud[$0] == 0 && values[$0].isFinite },
        indices: [(\.ndvi, values)])
    }
    let until = try #require(CalendarDate("2017-12-31"))
    var parameters = AbandonmentParameters()
    let plain = table(examine(parcels, parameters: parameters, until: until))
    report("slovenia", plain)
    parameters.cultivation.dormantSeason = GrowingWindow(
      name: "frost", first: try #require(MonthDay("12-01")), last: try #require(MonthDay("02-28")))
    let frost = table(examine(parcels, parameters: parameters, until: until))
    report("slovenia with frost", frost)
    func idle(_ counts: [String: Int]) -> Int {
      counts.filter { $0.key.contains("2016/17 idle") }.values.reduce(0, +)
    }
    let all = frost.filter { $0.key.contains("2016/17") }.values.reduce(0, +)
    #expect(all >= 30)
    #expect(idle(frost) > idle(plain))
    #expect(Double(idle(frost)) >= 0.6 * Double(all))
    #expect(frost.allSatisfy { !$0.key.contains("cultivated") })
  }

  /// Series and cycles of sen2rts: `id, date, value, qa`; cycles by `maxval`.
  @Test func `crop cycles agree with sen2rts but for one of 22 days`() throws {
    func rows(_ file: String) throws -> [[String]] {
      let text = try String(
        contentsOfFile: TestData.path("crop_cycles_italy/oracle/\(file)"), encoding: .utf8)
      return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
        line.split(separator: ",", omittingEmptySubsequences: false)
          .map { $0.replacingOccurrences(of: "\"", with: "") }
      }
    }
    var parameters = AbandonmentParameters()
    let calendarYear = try #require(MonthDay("01-01"))
    let yearEnd = try #require(MonthDay("12-31"))
    parameters.calendar = CropCalendar(
      start: calendarYear,
      windows: [GrowingWindow(name: "year", first: calendarYear, last: yearEnd)])
    let until = try #require(CalendarDate("2020-12-31"))
    let raw = try rows("ts_raw.csv")
    let phenology = try rows("dt_pheno.csv")
    for (id, crops) in [("1", 1), ("2", 1)] {
      let observations = try raw.filter { $0[0] == id }.compactMap { row -> UnitObservation? in
        let quality = try #require(Double(row[5]))
        guard quality > 0 else { return nil }
        var observation = UnitObservation(
          date: try #require(CalendarDate(row[1])), scene: 0, platform: "sentinel-2",
          clearShare: Int16((quality * 10_000).rounded()))
        let value = IndexValue.stored(
          scaled: try #require(Double(row[4])) * IndexValue.scale)
        observation.ndvi = IndexSummary(
          mean: value, median: value, lowerQuartile: value, upperQuartile: value)
        return observation
      }
      let series = UnitSeries(unit: id, purePixels: 50, observations: observations)
      let finding = AbandonmentDetector(parameters: parameters)
        .examine(FarmlandParcel(series: series, until: until))
      let year = try #require(finding.years.first { $0.year.startYear == 2020 })
      #expect(year.cycles.count == crops)
      let oracle = phenology.filter { $0[0] == id }
      for (cycle, row) in zip(year.cycles, oracle) {
        let peak = try #require(CalendarDate(row[5]))
        print("italy \(id): crop \(cycle.onset) \(cycle.peak) \(cycle.end); sen2rts \(row[7...10])")
        #expect(abs(cycle.peak.dayNumber - peak.dayNumber) <= 10)
      }
      // What sen2rts counts beyond is shorter than a crop may be.
      for row in oracle.dropFirst(crops) {
        #expect(try #require(Int(row[9])) < parameters.cycle.minimumLength)
      }
    }
  }
}

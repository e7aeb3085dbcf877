import ChangeDetection
public import Diagnostics
import GeoIO
import Geometry
import Imagery
import Supervision

/// Draws a stratified random sample of the pixels of a map, for people to label without seeing the map.
///
/// Strata are the classes of the map and a ring around what changed. Equal maps and seeds give equal samples. The units
/// are numbered in random order, and the form shows neither stratum nor class; both stand in a table of their own, which
/// `assess` joins again.
///
/// - Complexity: two passes over the map, memory of some of its rows.
public struct SampleJob: Sendable {
  private let request: SampleRequest
  private let context: JobContext

  /// Creates the job.
  public init(_ request: SampleRequest, in context: JobContext) {
    self.request = request
    self.context = context
  }

  /// Runs the job.
  ///
  /// - Throws: `.empty` for a map without classes; `.insufficientData` where a stratum has fewer than two pixels;
  ///   `.unsupportedFormat` for a raster that is no map of classes; errors of reading and writing.
  public func run() throws(TiankanError) -> SampleReport {
    try SampleFiles.check(request)
    var map = try ClassMap(opening: request.map)
    let strata = SampleStrata(ring: request.ring)
    let rows = map.grid.rows
    func progress(_ stage: String) -> (Int) -> Void {
      { context.report(JobProgress(stage: stage, done: $0, total: rows)) }
    }
    let census = try StratumCensus(&map, strata: strata, progress: progress("sample: strata"))
    let present = (0..<Int(ClassMap.none)).filter { census.pixels[$0] > 0 }
    guard !present.isEmpty else {
      throw TiankanError(
        .empty, "not one pixel of the map has a class; choose another map", subject: request.map)
    }
    let sizes = try counts(present, census)
    var generator = SplitMix64(state: request.seed)
    var numbers: [UInt16: [Int]] = [:]
    for (stratum, size) in zip(present, sizes) {
      numbers[UInt16(stratum)] = generator.distinctNumbers(
        min(size, census.pixels[stratum]), below: census.pixels[stratum])
    }
    var units = try StratumCensus.find(
      numbers, in: &map, strata: strata, progress: progress("sample: units"))
    for last in stride(from: units.count - 1, to: 0, by: -1) {
      units.swapAt(last, generator.number(below: last + 1))
    }
    let report = present.map { stratum in
      SampleReport.Stratum(
        name: Self.name(of: stratum), mapClass: Self.mapClass(of: stratum),
        squareMetres: census.squareMetres[stratum], pixels: census.pixels[stratum],
        units: numbers[UInt16(stratum)]?.count ?? 0)
    }
    let files = try SampleFiles(grid: map.grid, units: units, strata: report, request: request)
    try files.write()
    return SampleReport(file: request.output, form: request.form, strata: report)
  }

  private func counts(
    _ present: [Int], _ census: StratumCensus
  ) throws(TiankanError) -> [Int] {
    for stratum in present where census.pixels[stratum] < 2 {
      throw TiankanError(
        .insufficientData,
        "the stratum \(Self.name(of: stratum)) has one pixel, of which no error can be estimated; join it with another class",
        subject: request.map)
    }
    switch request.size {
    case .perStratum(let count): return present.map { _ in count }
    case .standardError(let error, let minimum):
      return try SamplePlan(
        present.map { stratum in
          SamplePlan.Stratum(
            stratum: SampleStratum(
              name: Self.name(of: stratum), area: census.squareMetres[stratum]),
            expectedAccuracy: Self.expectedAccuracy(of: stratum), isRare: stratum != 0)
        }, standardError: error, minimum: minimum
      ).counts
    }
  }

  /// What is expected before anything is labelled: figures of published change maps (Olofsson et al. 2014, section 5.1:
  /// 0.6 to 0.7 for change, 0.9 to 0.95 for what is stable).
  private static func expectedAccuracy(of stratum: Int) -> Double {
    stratum == 0 || stratum == Int(SampleStrata.buffer) ? 0.95 : 0.7
  }

  static func name(of stratum: Int) -> String {
    switch stratum {
    case 0: "unchanged"
    case 1: "changed"
    case Int(SampleStrata.buffer): "ring"
    default: "class \(stratum)"
    }
  }

  static func mapClass(of stratum: Int) -> Int {
    stratum == Int(SampleStrata.buffer) ? 0 : stratum
  }
}

import ArgumentParser
import Diagnostics
import GeoIO
import Geometry
import Imagery
import LandUnits
import Logging

/// `tiankan fragmentation`: how cropland lies together, before and after.
struct FragmentationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fragmentation",
    abstract: "Measure how cropland lies together (连片度), of one layer or before and after.",
    discussion: """
      Each polygon is a patch (田块). Patches at most --gap metres apart are one block; the share of the cropland in blocks of \
      at least --blocks 亩 tells how contiguous it is. The layer must be in a projected CRS.

      Examples:
        tiankan fragmentation dltb-2023.gpkg#DLTB --after dltb-2025.gpkg#DLTB
        tiankan fragmentation plots.gpkg --gap 5 --blocks 50,100
      """)

  @Argument(help: ArgumentHelp("The patches.", valueName: "file[#layer]"))
  var patches: String

  @Option(help: ArgumentHelp("The patches after consolidation.", valueName: "file[#layer]"))
  var after: String?

  @Option(help: "Metres between patches of one block.")
  var gap = 10.0

  @Option(help: "Sizes of blocks in 亩, separated by commas.")
  var blocks = "50,100,500"

  @OptionGroup var boundaryOptions: BoundaryInterpretation

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    guard (0...1000).contains(gap) else {
      throw ValidationError("--gap takes metres from 0 to 1000")
    }
    guard sizes.count == blocks.split(separator: ",").count, !sizes.isEmpty else {
      throw ValidationError("--blocks takes sizes in 亩, such as 50,100,500")
    }
  }

  private var sizes: [Double] {
    blocks.split(separator: ",").compactMap { Double($0) }.filter { $0 > 0 && $0 < 1e7 }.sorted()
  }

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      var refusals: [Refusal] = []
      var found: [(name: String, value: Fragmentation)] = []
      for (name, source) in [("before", patches), ("after", after ?? "")] where !source.isEmpty {
        let layer = try BoundaryReader.read(source, options: try boundaryOptions.options())
        refusals += layer.refusals
        for notice in layer.notices { console.say(.notice, notice) }
        found.append(
          (
            name,
            try Fragmentation(
              layer.features.map(\.geometry), crs: layer.crs, gap: gap,
              smallestBlocks: sizes.map { AreaUnits.squareMetres(mu: $0) })
          ))
      }
      let summary = FragmentationSummary(found, sizes: sizes, gap: gap)
      try StandardStreams.print(
        json ? try JSONText.encode(summary.values) : summary.lines.joined(separator: "\n"))
      return refusals
    }
  }
}

/// The metrics as a table: a line per metric, a column per layer.
struct FragmentationSummary {
  /// Layer by metric.
  var values: [String: [String: Double]] = [:]
  var lines: [String]

  init(_ found: [(name: String, value: Fragmentation)], sizes: [Double], gap: Double) {
    let metrics: [(String, String, (Fragmentation) -> Double)] =
      [
        ("patches", "田块数 patches", { Double($0.patches) }),
        ("area_m2", "面积 area (m²)", { $0.squareMetres }),
        ("density_per_km2", "田块密度 density (per km²)", { $0.density }),
        ("mean_patch_m2", "平均田块面积 mean patch (m²)", { $0.meanPatch }),
        ("largest_patch_percent", "最大田块指数 largest patch (%)", { $0.largestPatchIndex }),
        ("landscape_shape", "景观形状指数 landscape shape", { $0.landscapeShapeIndex }),
        ("shape", "形状指数 shape (AWMSI)", { $0.meanShapeIndex }),
        ("fractal_dimension", "周长面积分维数 fractal dimension (AWMPFD)", { $0.meanFractalDimension }),
        ("compactness", "紧致性 compactness", { $0.meanCompactness }),
        ("rectangularity", "规整度 rectangularity", { $0.meanRectangularity }),
      ]
      + sizes.enumerated().map { number, size in
        let text = size == size.rounded() ? "\(Int(size))" : "\(size)"
        return (
          "share_in_blocks_\(text)_mu", "连片 ≥ \(text) 亩 share in blocks",
          { $0.contiguity[number].share }
        )
      }
    for (name, value) in found {
      for (code, _, metric) in metrics { values[name, default: [:]][code] = metric(value) }
    }
    lines = ["合并间隔 gap: \(gap) m"]
    for (_, words, metric) in metrics {
      let numbers = found.map { Self.text(metric($0.value)) }
      lines.append("\(words): \(numbers.joined(separator: " → "))")
    }
  }

  private static func text(_ value: Double) -> String {
    let rounded = (value * 10_000).rounded() / 10_000
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}

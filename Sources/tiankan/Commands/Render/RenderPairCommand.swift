import ArgumentParser
import Diagnostics
import GeoIO
import Geometry
import Imagery
import Monitoring
import Reporting

/// `tiankan render pair`: a picture of two dates with clues and boundaries.
struct RenderPairCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pair",
    abstract: "Draw two dates side by side with clues and boundaries, as PNG.",
    discussion: """
      Both dates are drawn with one stretch, so that brightness can be compared.

      Examples:
        tiankan render before/ after/ --clues clues.gpkg --out picture.png
        tiankan render pair before/ after/ --clues clues.gpkg --clue T50RMU-construction-20240601-100-200 --out clue.png
      """)

  @Argument(help: "The earlier scene.")
  var before: String

  @Argument(help: "The later scene; the picture lies on its grid.")
  var after: String

  @Option(help: "The file of clues that diff wrote.")
  var clues: String?

  @Option(help: ArgumentHelp("Draw one clue and its surroundings.", valueName: "clue_key"))
  var clue: String?

  @Option(
    help: ArgumentHelp("Boundaries to draw; may be repeated.", valueName: "file[#layer]"))
  var boundaries: [String] = []

  @OptionGroup var boundaryOptions: BoundaryInterpretation

  @Option(
    help: "The colours: true-color, color-infrared or short-wave (default: the first possible).")
  var bands: RenderBands?

  @Option(help: "The picture's heading.")
  var title: String?

  @Option(help: "The largest width or height of each image in pixels.")
  var size = 1200

  @Option(help: "The language: zh or en.")
  var lang = ReportLanguageOption.zh

  @Option(help: "The PNG file.")
  var out: String

  @OptionGroup var interpretation: SceneInterpretation

  @Option(
    help: "The acquisition dates where the files do not say them: BEFORE,AFTER as YYYY-MM-DD.")
  var dates: StatedDates?

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    guard clue == nil || clues != nil else {
      throw ValidationError("--clue names a clue of the file given by --clues")
    }
    guard (16...8192).contains(size) else {
      throw ValidationError("--size takes a number from 16 to 8192")
    }
    guard out.lowercased().hasSuffix(".png") else {
      throw ValidationError("--out is a PNG file: its name must end in .png")
    }
  }

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      // The quality layer plays no part in a picture.
      var options = (
        before: interpretation.options(.before, date: dates?.before),
        after: interpretation.options(.after, date: dates?.after)
      )
      options.before.quality = .declined
      options.after.quality = .declined
      let recognizer = SceneRecognizer(library: try SensorProfileLibrary())
      let pair = (
        before: try recognizer.scene(at: before, options: options.before),
        after: try recognizer.scene(at: after, options: options.after)
      )
      try OutputConflict.check(
        outputs: [out],
        inputs: pair.before.files + pair.after.files + (clues.map { [$0] } ?? [])
          + boundaries.map { BoundaryReader.source(of: $0) })
      try draw(pair.before.adoptingNarrowInfrared, pair.after.adoptingNarrowInfrared)
      try StandardStreams.print(out)
      return []
    }
  }

  private func draw(_ before: Scene, _ after: Scene) throws(TiankanError) {
    let composite = try chooseBands(before, after)
    guard let sceneGrid = after.grid(for: composite.roles) else {
      throw TiankanError(.missingBand, "the scene lacks the bands to draw", subject: after.name)
    }
    let clueLayer = try readClues()
    let grid = try excerpt(of: sceneGrid, around: clueLayer).coarsened(toAtMost: size)
    let first = try SceneImage.stack(of: before, roles: composite.roles, on: grid)
    let second = try SceneImage.stack(of: after, roles: composite.roles, on: grid)
    let stretch = try ColorStretch(before: first, after: second, bands: composite)
    let content = BeforeAfterPicture.Content(
      title: title ?? clue ?? "\(after.acquisition.tile)",
      before: .init(scene: before.name, date: before.acquisition.sensed?.date),
      after: .init(scene: after.name, date: after.acquisition.sensed?.date),
      method: clueLayer?.features.first?["rule_set"]?.text, bands: composite,
      clueCount: clues == nil || clue != nil ? nil : clueLayer?.features.count ?? 0)
    let picture = BeforeAfterPicture(
      before: ColorComposite(first, bands: composite, stretch: stretch),
      after: ColorComposite(second, bands: composite, stretch: stretch), grid: grid,
      resolution: try GroundResolution(of: grid), content: content,
      clues: try outlines(clueLayer, on: grid, only: clue),
      boundaries: try boundaryOutlines(on: grid))
    try picture.write(to: out, language: lang.language)
  }

  /// The clues of the file; nil without a file, and where it holds none.
  private func readClues() throws(TiankanError) -> BoundaryLayer? {
    guard let clues else { return nil }
    do throws(TiankanError) {
      return try BoundaryReader.read(clues + "#clue", options: BoundaryOptions())
    } catch  where error.code == .empty {
      return nil
    }
  }

  /// The bands asked for, or the first composite that both scenes can show.
  private func chooseBands(_ before: Scene, _ after: Scene) throws(TiankanError) -> CompositeBands {
    let roles = before.roles.intersection(after.roles)
    if let bands { return bands.composite }
    let possible = RenderBands.allCases.map(\.composite).first { roles.isSuperset(of: $0.roles) }
    guard let possible else {
      throw TiankanError(
        .missingBand,
        "the scenes share \(roles.sorted().map(\.rawValue).joined(separator: ", ")), which makes no colour picture",
        subject: "\(before.name), \(after.name)")
    }
    return possible
  }

  /// The part of the grid to draw: everything, or a clue with as much around it as it is wide, at least 32 pixels.
  private func excerpt(of grid: Grid, around layer: BoundaryLayer?) throws(TiankanError) -> Grid {
    guard let clue else { return grid }
    guard let feature = layer?.features.first(where: { $0["clue_key"]?.text == clue }),
      let crs = layer?.crs
    else {
      throw TiankanError(.usage, "the file has no clue of this key", subject: "--clue \(clue)")
    }
    let transform = try CoordinateTransform(from: crs, to: grid.crs)
    let box = try transform.transformed(feature.geometry).envelope
    let window = grid.window(fromX: box.minX, y: box.minY, toX: box.maxX, y: box.maxY)
    let margin = max(32, max(window.width, window.height))
    return grid.cropped(to: window.expanded(by: margin).intersection(grid.window))
  }

  /// The outlines of a layer on the grid; of a named clue its own alone, so that nobody takes another for it.
  private func outlines(
    _ layer: BoundaryLayer?, on grid: Grid, only key: String? = nil
  ) throws(TiankanError) -> [MultiPolygon] {
    guard let layer else { return [] }
    let transform = try CoordinateTransform(from: layer.crs, to: grid.crs)
    let features = layer.features.filter { key == nil || $0["clue_key"]?.text == key }
    return try features.map { feature throws(TiankanError) in
      try transform.transformed(feature.geometry)
    }
  }

  private func boundaryOutlines(on grid: Grid) throws(TiankanError) -> [MultiPolygon] {
    var all: [MultiPolygon] = []
    for argument in boundaries {
      let layer = try BoundaryReader.read(argument, options: try boundaryOptions.options())
      all += try outlines(layer, on: grid)
    }
    return all
  }
}

import ChangeDetection
import Diagnostics
import GeoIO
import Geometry
import Imagery
import Reporting

/// Paints tiles of the map from scenes and rasters: reads the overview that fits, takes the nearest number for each pixel,
/// colours it. One per thread.
struct TilePainter: ~Copyable {
  private var rasters = OpenRasters()
  private var encoder: PNGEncoder
  private var plane: [Float] = []
  private var marks: [QualityRule: [UInt8]] = [:]
  private let book: StretchBook

  init(book: StretchBook) throws(TiankanError) {
    encoder = try PNGEncoder()
    self.book = book
  }

  /// The PNG file of a tile.
  ///
  /// - Throws: errors of reading; a tile beside the imagery is transparent and no error.
  mutating func paint(_ job: PictureJob) throws(TiankanError) -> [UInt8] {
    switch job.content {
    case .raster(let source): return try paint(source, job.tile)
    case .scenes(let scenes, .quality, _): return try paintQuality(scenes, job.tile)
    case .scenes(let scenes, let product, let against):
      if let bands = product.composite {
        return try paintColors(scenes, bands, job)
      }
      guard let index = product.index, let range = product.range else {
        throw TiankanError(.bug, "a product without colours", subject: product.rawValue)
      }
      var values = try indexValues(index, of: scenes, job.tile)
      var ramp = ColorRamp.index
      if product == .change {
        let before = try indexValues(index, of: against, job.tile)
        for position in values.indices {
          values[position] =
            values[position] == IndexValue.noData || before[position] == IndexValue.noData
            ? IndexValue.noData
            : Int16(clamping: Int(values[position]) - Int(before[position]))
        }
        ramp = .difference
      }
      return try encode(values, range, ramp, size: job.tile.size)
    }
  }

  private mutating func encode(
    _ values: [Int16], _ range: (lower: Double, upper: Double), _ ramp: ColorRamp, size: Int
  ) throws(TiankanError) -> [UInt8] {
    let scale = IndexValue.scale
    let pixels = values.map { value in
      value == IndexValue.noData
        ? ColorRamp.noData
        : ColorRamp.position(of: Double(value) / scale, lower: range.lower, upper: range.upper)
    }
    return try encoder.encode(indices: pixels.span, width: size, colors: ramp.colors)
  }

  private mutating func indexValues(
    _ index: SpectralIndex, of scenes: [ShelfScene], _ tile: MapTile
  ) throws(TiankanError) -> [Int16] {
    var values = [Int16](repeating: IndexValue.noData, count: tile.size * tile.size)
    let possible = scenes.filter { $0.scene.roles.isSuperset(of: index.requiredRoles) }
    guard let first = possible.first else { return values }
    let stack = try stack(possible, first.scene, index.requiredRoles, tile)
    var samples = values.mutableSpan
    computeIndex(index, from: stack, into: &samples)
    return values
  }

  private mutating func paintColors(
    _ scenes: [ShelfScene], _ bands: CompositeBands, _ job: PictureJob
  ) throws(TiankanError) -> [UInt8] {
    let size = job.tile.size
    let possible = scenes.filter { $0.scene.roles.isSuperset(of: bands.roles) }
    guard let first = possible.first else {
      let empty = [UInt8](repeating: ColorRamp.noData, count: size * size)
      return try encoder.encode(indices: empty.span, width: size, colors: ColorRamp.index.colors)
    }
    let stretch = try stretch(bands, job, fallback: possible)
    let stack = try stack(possible, first.scene, bands.roles, job.tile)
    let composite = ColorComposite(stack, bands: bands, stretch: stretch)
    return try encoder.encode(pixels: composite.pixels.samples, width: size)
  }

  /// The bands of several scenes on a tile, in the digital numbers of the first.
  private mutating func stack(
    _ scenes: [ShelfScene], _ first: Scene, _ roles: [BandRole], _ tile: MapTile
  ) throws(TiankanError) -> BandStack {
    var stack = BandStack(
      roles: roles, scalings: roles.map { first.scaling(of: $0) }, width: tile.size,
      height: tile.size)
    let bounds = tile.bounds
    for role in roles {
      var target = stack.mutablePlane(role)
      for position in target.indices { target[position] = .nan }
      let own = first.scaling(of: role)
      for scene in scenes where scene.bounds.intersects(bounds) {
        guard let source = scene.scene.bands[role] else { continue }
        let other = source.scaling
        let slope = other == own ? 1 : other.unit / own.unit
        try gather(
          source, tile, slope: Float(slope),
          offset: other == own ? 0 : Float(other.offset * slope - own.offset), into: &target)
      }
    }
    return stack
  }

  /// Reads what a tile shows of a band.
  private mutating func gather(
    _ source: BandSource, _ tile: MapTile, slope: Float = 1, offset: Float = 0,
    into target: inout MutableSpan<Float>
  ) throws(TiankanError) {
    let lattice = try rasters.lattice(tile, on: source.grid)
    let window = lattice.window(in: source.grid.window)
    guard !window.isEmpty else { return }
    let factor = lattice.factor(size: tile.size)
    let aligned = Self.aligned(window, to: factor, in: source.grid.window)
    try rasters.read(
      source.path, band: source.band, window: aligned, factor: factor, into: &plane)
    gatherNearest(
      columns: lattice.columns.span, rows: lattice.rows.span, cells: TileLattice.cells,
      plane: plane.span, planeWidth: (aligned.width + factor - 1) / factor, window: aligned,
      factor: factor, noData: Float(source.noData ?? .nan), slope: slope, offset: offset,
      size: tile.size, into: &target)
  }

  /// The window grown to whole pixels of an overview.
  private static func aligned(_ window: Window, to factor: Int, in bounds: Window) -> Window {
    let left = window.column / factor * factor
    let top = window.row / factor * factor
    let right = min(bounds.width, (window.endColumn + factor - 1) / factor * factor)
    let bottom = min(bounds.height, (window.endRow + factor - 1) / factor * factor)
    return Window(column: left, row: top, width: right - left, height: bottom - top)
  }

  private mutating func paint(
    _ source: ServiceConfiguration.RasterSource, _ tile: MapTile
  ) throws(TiankanError) -> [UInt8] {
    let info = try rasters.info(source.file)
    guard info.bands.indices.contains(source.band - 1) else {
      throw TiankanError(
        .missingBand, "there is no band \(source.band); the file has \(info.bands.count)",
        subject: source.file)
    }
    let band = info.bands[source.band - 1]
    let stored = BandSource(
      path: source.file, band: source.band, name: "", scaling: BandScaling(offset: 0, unit: 1),
      noData: band.noData, grid: try info.grid())
    var values = [Float](repeating: .nan, count: tile.size * tile.size)
    var samples = values.mutableSpan
    try gather(
      stored, tile, slope: Float(band.scale), offset: Float(band.offset), into: &samples)
    var pixels = [UInt8](repeating: ColorRamp.noData, count: values.count)
    let range = source.ramp.range
    for position in values.indices where !values[position].isNaN {
      pixels[position] = ColorRamp.position(
        of: Double(values[position]), lower: range.lower, upper: range.upper)
    }
    return try encoder.encode(
      indices: pixels.span, width: tile.size, colors: source.ramp.colors.colors)
  }
}

// Quality layers and stretches.
extension TilePainter {
  /// Clear ground is transparent; cloud, shadow and the rest are marked.
  private static let qualityColors: [UInt32] = [
    0x0000_0000, 0xB0FF_FFFF, 0xB040_4060, 0xB0B0_D0FF, 0xB080_8080,
  ]

  private mutating func paintQuality(
    _ scenes: [ShelfScene], _ tile: MapTile
  ) throws(TiankanError) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: tile.size * tile.size)
    var numbers = [Float](repeating: .nan, count: pixels.count)
    let bounds = tile.bounds
    for scene in scenes where scene.bounds.intersects(bounds) {
      guard let quality = scene.scene.quality else { continue }
      for position in numbers.indices { numbers[position] = .nan }
      var samples = numbers.mutableSpan
      var source = quality.source
      // Fill is a class of its own here and not a gap.
      source.noData = nil
      try gather(source, tile, into: &samples)
      let table = marks[quality.rule] ?? Self.table(of: quality.rule)
      marks[quality.rule] = table
      for position in numbers.indices where !numbers[position].isNaN {
        pixels[position] = table[Int(numbers[position]) & (table.count - 1)]
      }
    }
    return try encoder.encode(
      indices: pixels.span, width: tile.size, colors: Self.qualityColors)
  }

  private static func table(of rule: QualityRule) -> [UInt8] {
    (0..<(rule.classes.isEmpty ? 65_536 : 256)).map { value in
      let conditions = rule.conditions(of: value)
      if conditions.contains(.fill) { return 0 }
      if !conditions.isDisjoint(with: [.cloud, .cirrus, .adjacent]) { return 1 }
      if conditions.contains(.shadow) { return 2 }
      if conditions.contains(.snow) { return 3 }
      return conditions.allSatisfy(\.isUsable) ? 0 : 4
    }
  }

  /// The stretch of a tile: from the 2nd to the 98th percentile of its clearest days together.
  private mutating func stretch(
    _ bands: CompositeBands, _ job: PictureJob, fallback: [ShelfScene]
  ) throws(TiankanError) -> ColorStretch {
    let name = "\(job.stretch?.name ?? "") \(bands.roles.map(\.rawValue))"
    if let known = book[name] { return known }
    let all = (job.stretch?.scenes ?? []).filter { $0.scene.roles.isSuperset(of: bands.roles) }
    let clearest = all.sorted {
      ($0.clearShare ?? 0, $1.date) > ($1.clearShare ?? 0, $0.date)
    }.prefix(4)
    let chosen = clearest.isEmpty ? fallback[...] : clearest
    var stretches: [BandStretch] = []
    for role in bands.roles { stretches.append(try stretch(role, of: Array(chosen))) }
    let stretch = ColorStretch(red: stretches[0], green: stretches[1], blue: stretches[2])
    book[name] = stretch
    return stretch
  }

  private mutating func stretch(
    _ role: BandRole, of scenes: [ShelfScene]
  ) throws(TiankanError) -> BandStretch {
    var values: [Float] = []
    for scene in scenes {
      guard let source = scene.scene.bands[role] else { continue }
      var factor = 1
      while max(source.grid.columns, source.grid.rows) / factor > 256 { factor *= 2 }
      try rasters.read(
        source.path, band: source.band, window: source.grid.window, factor: factor, into: &plane)
      let missing = Float(source.noData ?? .nan)
      let scaling = source.scaling
      values += plane.lazy.filter { $0 != missing && !$0.isNaN }
        .map { Float(scaling.reflectance(Double($0))) }
    }
    guard !values.isEmpty else { return BandStretch(lower: 0, upper: 0.3) }
    values.sort()
    return BandStretch(
      lower: values[values.count * 2 / 100], upper: values[values.count * 98 / 100])
  }
}

extension ServiceConfiguration.RasterSource.Ramp {
  /// The values of the ramp's ends.
  var range: (lower: Double, upper: Double) {
    switch self {
    case .index: (-0.2, 0.9)
    case .difference: (-0.6, 0.6)
    case .mask: (0, 1)
    }
  }

  /// The colours.
  var colors: ColorRamp {
    switch self {
    case .index: .index
    case .difference: .difference
    case .mask: .mask
    }
  }
}

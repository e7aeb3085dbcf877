import Imagery

/// What is normal for the pixels of a block in the epoch that goes on, frozen at its rollover.
///
/// Seasons are held one by one, since a night needs only those of its dates. Memory: 13 bytes per pixel, 16 more with
/// curves, and 12 per pixel and season.
public struct ConstructionBaselines: ~Copyable, Sendable {
  /// The number of columns.
  public private(set) var width = 0
  /// The number of rows.
  public private(set) var height = 0
  /// The seasons that are held, twelfths of the year from 0, in the order of their planes.
  public private(set) var seasons: [Int] = []
  /// 1 where the baseline suffices to monitor the pixel.
  var watched = Raster<UInt8>(width: 0, height: 0)
  /// Six planes; see `extremes(of:)`.
  var extremes = Raster<Int16>(width: 0, height: 0)
  /// Six planes per season held; see `limits(of:at:)`.
  var limits = Raster<Int16>(width: 0, height: 0)

  /// Whether pixels have curves.
  public private(set) var hasCurves = false
  /// `CurveModel.planes` planes; empty without curves.
  var curves = Raster<Int16>(width: 0, height: 0)

  /// The planes of the extremes, and of each season.
  static let planes = 6

  /// Creates empty baselines.
  public init() {}

  /// Gives the baselines another size; nothing is monitored.
  ///
  /// - Parameters:
  ///   - width: the columns.
  ///   - height: the rows.
  ///   - seasons: the seasons to hold.
  ///   - hasCurves: `ConstructionDetector.hasCurves`.
  public mutating func reshape(width: Int, height: Int, seasons: [Int], hasCurves: Bool = false) {
    self.width = width
    self.height = height
    self.seasons = seasons
    watched.reshape(width: width, height: height)
    extremes.reshape(width: width, height: height * Self.planes)
    self.hasCurves = hasCurves
    curves.reshape(width: width, height: hasCurves ? height * CurveModel.planes : 0)
    do {
      var numbers = curves.mutableSamples
      for i in numbers.indices { numbers[i] = 0 }
    }
    limits.reshape(width: width, height: height * Self.planes * seasons.count)
    var marks = watched.mutableSamples
    for i in marks.indices { marks[i] = 0 }
    fillUnknown()
  }

  private mutating func fillUnknown() {
    let count = width * height
    Self.fill(&extremes, with: PixelExtremes.unknown.stored, count: count)
    Self.fill(&limits, with: SeasonLimits.unknown.stored, count: count)
  }

  /// Fills planes of `count` pixels with the numbers in turn, over and over.
  private static func fill(
    _ raster: inout Raster<Int16>, with numbers: [6 of Int16], count: Int
  ) {
    var values = raster.mutableSamples
    for i in values.indices { values[i] = numbers[i / max(1, count) % planes] }
  }
}

extension ConstructionBaselines {
  /// Whether the baseline of a pixel suffices.
  borrowing func isWatched(_ pixel: Int) -> Bool { watched.samples[pixel] != 0 }

  /// What a pixel's baseline ever showed.
  borrowing func extremes(of pixel: Int) -> PixelExtremes {
    let values = extremes.samples
    let count = width * height
    return PixelExtremes(
      brightnessCeiling: values[pixel], soilBrightnessCeiling: values[count + pixel],
      soilFloor: values[2 * count + pixel], bareBrightness: values[3 * count + pixel],
      guardedSpell: UInt16(bitPattern: values[4 * count + pixel]),
      liesBare: values[5 * count + pixel] != 0)
  }

  /// The curve of a pixel.
  borrowing func curve(of pixel: Int) -> CurveModel {
    guard hasCurves else { return .unknown }
    let values = curves.samples
    let count = width * height
    var numbers = [8 of Int16](repeating: 0)
    for plane in 0..<CurveModel.planes { numbers[plane] = values[plane * count + pixel] }
    return CurveModel(stored: numbers)
  }

  /// What is normal at a pixel in the season at a position of `seasons`.
  borrowing func limits(at position: Int, of pixel: Int) -> SeasonLimits {
    let values = limits.samples
    let count = width * height
    let first = position * Self.planes * count + pixel
    return SeasonLimits(
      vegetation: values[first], vegetationFloor: values[first + count],
      soil: values[first + 2 * count], soilCeiling: values[first + 3 * count],
      brightness: values[first + 4 * count], brightnessCeiling: values[first + 5 * count])
  }

  /// Keeps the baseline of a pixel, all seasons of `seasons`.
  mutating func keep(
    _ baseline: inout PixelBaseline, at pixel: Int, in series: Span<PixelObservation>,
    cover: PixelCover, rules: ConstructionRules, workspace: inout BaselineWorkspace
  ) {
    guard baseline.isMonitored else { return }
    let count = width * height
    let found = baseline.extremes(
      in: series, cover: cover, rules: rules, workspace: &workspace
    ).stored
    do {
      var marks = watched.mutableSamples
      marks[pixel] = 1
    }
    Self.put(found, at: pixel, stride: count, in: &extremes)
    if hasCurves {
      var target = curves.mutableSamples
      let numbers = baseline.curve.stored
      for plane in 0..<CurveModel.planes { target[plane * count + pixel] = numbers[plane] }
    }
    for (position, season) in seasons.enumerated() {
      let numbers = baseline.allLimits(
        of: season, in: series, rules: rules, workspace: &workspace
      ).stored
      Self.put(numbers, at: position * Self.planes * count + pixel, stride: count, in: &limits)
    }
  }

  private static func put(
    _ numbers: [6 of Int16], at first: Int, stride: Int, in raster: inout Raster<Int16>
  ) {
    var target = raster.mutableSamples
    for plane in numbers.indices { target[first + plane * stride] = numbers[plane] }
  }
}

extension PixelExtremes {
  /// In the order of the planes.
  var stored: [6 of Int16] {
    [
      brightnessCeiling, soilBrightnessCeiling, soilFloor, bareBrightness,
      Int16(bitPattern: guardedSpell), liesBare ? 1 : 0,
    ]
  }
}

extension SeasonLimits {
  /// In the order of the planes.
  var stored: [6 of Int16] {
    [vegetation, vegetationFloor, soil, soilCeiling, brightness, brightnessCeiling]
  }
}

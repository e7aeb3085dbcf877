public import Imagery

/// How the later date's numbers become the earlier date's where nothing changed: one line per band, through the pixels that IR-MAD
/// finds unchanged (Canty and Nielsen 2008, doi:10.1016/j.rse.2007.07.013).
///
/// For numbers that are not reflectance, as of Gaofen without calibration: light, haze and the sensor's gain differ from date to date.
public struct RadiometricNormalisation: Hashable, Sendable {
  /// A line: earlier number = slope × later number + intercept.
  public struct Line: Hashable, Sendable {
    /// Earlier counts per later count.
    public var slope: Double
    /// In earlier counts.
    public var intercept: Double
    /// The weighted correlation of both dates.
    public var correlation: Double
  }

  /// The lines of the bands.
  public let lines: [BandRole: Line]

  /// Below this correlation in any band the unchanged pixels are not trusted.
  public static let leastCorrelation = 0.7
  /// The least weight of all unchanged pixels together, in pixels.
  public static let leastMass = 100.0
  /// Steeper and flatter lines are not trusted.
  static let slopes = 0.2...5.0

  /// Fits the lines by orthogonal regression; each pixel weighs as much as it is likely not to have changed.
  ///
  /// - Returns: `nil` where too few pixels are unchanged, or where they do not agree.
  init?(_ pixels: PairPixels, _ model: AlterationModel) {
    let columns = pixels.columns()
    let bands = pixels.roles.count
    guard let count = columns.first?.count else { return nil }
    let weights = (0..<count).map { pixel in
      chiSquaredTail(model.squaredLength { columns[$0][pixel] }, degrees: bands)
    }
    guard weights.reduce(0, +) >= Self.leastMass else { return nil }
    var lines: [BandRole: Line] = [:]
    for (band, role) in pixels.roles.enumerated() {
      guard let line = Self.line(columns[bands + band], columns[band], weights),
        line.correlation >= Self.leastCorrelation, Self.slopes.contains(line.slope)
      else { return nil }
      lines[role] = line
    }
    self.lines = lines
  }

  /// The line of the largest variance.
  private static func line(_ later: [Double], _ earlier: [Double], _ weights: [Double]) -> Line? {
    let mass = weights.reduce(0, +)
    var (x, y) = (0.0, 0.0)
    for pixel in weights.indices {
      x += weights[pixel] * later[pixel]
      y += weights[pixel] * earlier[pixel]
    }
    x /= mass
    y /= mass
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for pixel in weights.indices {
      let (dx, dy) = (later[pixel] - x, earlier[pixel] - y)
      xx += weights[pixel] * dx * dx
      xy += weights[pixel] * dx * dy
      yy += weights[pixel] * dy * dy
    }
    guard xx > 0, yy > 0, xy > 0 else { return nil }
    let slope = (yy - xx + ((yy - xx) * (yy - xx) + 4 * xy * xy).squareRoot()) / (2 * xy)
    return Line(
      slope: slope, intercept: y - slope * x, correlation: xy / (xx * yy).squareRoot())
  }
}

extension RadiometricNormalisation: CustomStringConvertible {
  /// The lines in the order of the bands: each with the correlation of the dates.
  public var description: String {
    lines.sorted { $0.key < $1.key }.map { role, line in
      "\(role.rawValue) = \(line.slope) × later + \(line.intercept) (correlation \(line.correlation))"
    }.joined(separator: "; ")
  }
}

extension PairSample {
  /// The normalisation of the drawn pixels; `nil` where there is none to trust.
  public func normalisation() -> RadiometricNormalisation? {
    guard let model = AlterationModel(pixels) else { return nil }
    return RadiometricNormalisation(pixels, model)
  }
}

extension RadiometricNormalisation {
  /// The later scene with scalings that make its numbers those of the earlier one; bands without a line stay.
  public func applied(to scene: Scene) -> Scene {
    var scene = scene
    for (role, line) in lines {
      scene.bands[role]?.scaling = BandScaling(
        offset: line.intercept / line.slope, unit: line.slope)
    }
    return scene
  }
}

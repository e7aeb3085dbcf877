public import Imagery

/// Which bands are shown as red, green and blue.
public struct CompositeBands: Hashable, Sendable {
  /// The band shown in red.
  public var red: BandRole
  /// The band shown in green.
  public var green: BandRole
  /// The band shown in blue.
  public var blue: BandRole

  /// Creates a choice of bands.
  public init(red: BandRole, green: BandRole, blue: BandRole) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Colours as the eye sees them.
  public static let trueColor = CompositeBands(red: .red, green: .green, blue: .blue)
  /// Near infrared in red: living vegetation is red, bare ground grey-green.
  public static let colorInfrared = CompositeBands(red: .nir, green: .red, blue: .green)
  /// Short-wave infrared in red, near infrared in green: vegetation is green, bare ground and burns are pink.
  public static let shortWave = CompositeBands(red: .swir1, green: .nir, blue: .red)

  /// The bands in the order red, green, blue.
  public var roles: [BandRole] { [red, green, blue] }
}

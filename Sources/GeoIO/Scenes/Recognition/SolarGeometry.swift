import Foundation

/// The sun's place in the sky.
enum SolarGeometry {
  /// The sine of an elevation in degrees.
  static func sine(degrees: Double) -> Double { sin(degrees * .pi / 180) }
}

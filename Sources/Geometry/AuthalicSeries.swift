import Glibc

/// The series of 国土调查办发〔2008〕32号 for the area between a meridian and an edge on an ellipsoid.
///
/// S = 2b²·ΔL·{A sin(½ΔB) cos Bm − B sin(3/2 ΔB) cos 3Bm + C sin(5/2 ΔB) cos 5Bm − D sin(7/2 ΔB) cos 7Bm
/// + E sin(9/2 ΔB) cos 9Bm}
struct AuthalicSeries {
  private let twoSquaredB: Double
  private let a, b, c, d, e: Double

  /// Computes the coefficients for an ellipsoid.
  init(_ ellipsoid: Ellipsoid) {
    let e2 = ellipsoid.eccentricitySquared
    let e4 = e2 * e2
    let e6 = e4 * e2
    let e8 = e4 * e4
    twoSquaredB = 2 * ellipsoid.semiMinorAxis * ellipsoid.semiMinorAxis
    a = 1 + 3.0 / 6 * e2 + 30.0 / 80 * e4 + 35.0 / 112 * e6 + 630.0 / 2304 * e8
    b = 1.0 / 6 * e2 + 15.0 / 80 * e4 + 21.0 / 112 * e6 + 420.0 / 2304 * e8
    c = 3.0 / 80 * e4 + 7.0 / 112 * e6 + 180.0 / 2304 * e8
    d = 1.0 / 112 * e6 + 45.0 / 2304 * e8
    e = 5.0 / 2304 * e8
  }

  /// Square metres per radian of longitude between two latitudes in radians; negative where `to` lies south.
  func areaPerRadian(from: Double, to: Double) -> Double {
    let half = (to - from) / 2
    let middle = (to + from) / 2
    var sum = a * sin(half) * cos(middle)
    sum -= b * sin(3 * half) * cos(3 * middle)
    sum += c * sin(5 * half) * cos(5 * middle)
    sum -= d * sin(7 * half) * cos(7 * middle)
    sum += e * sin(9 * half) * cos(9 * middle)
    return twoSquaredB * sum
  }

  /// The area inside a closed ring of longitudes and latitudes; positive where it runs counter-clockwise.
  func signedArea(_ ring: [Coordinate], radiansPerUnit: Double) -> Double {
    guard let first = ring.first else { return 0 }
    var sum = 0.0
    for index in ring.indices.dropLast() {
      let from = ring[index]
      let to = ring[index + 1]
      if from.y == to.y { continue }
      // The reference meridian runs through the first position, so that small rings lose no digits.
      let longitude = ((from.x - first.x) + (to.x - first.x)) / 2 * radiansPerUnit
      sum +=
        longitude * areaPerRadian(from: from.y * radiansPerUnit, to: to.y * radiansPerUnit)
    }
    return sum
  }
}

import Imagery

/// How a kernel turns a digital number into the quantity its formula works on: `(DN + offset) × factor`.
struct PlaneScale {
  var offset: Double
  var factor: Double

  @inline(always)
  func value(_ number: Float) -> Double { (Double(number) + offset) * factor }
}

/// The scales of several planes, and how many of their units make a reflectance of 1.
///
/// Where all planes share one unit, formulas work on counts (`DN + offset`, factor 1) and their constants are
/// expressed in counts instead: integers stay integers, so quotients are exactly rounded. Where units differ, planes
/// become reflectance and the constants stay as printed.
struct FormulaScale {
  var planes: [PlaneScale]
  /// Units of the planes per reflectance of 1: 10000 for Sentinel-2, 1 where planes are reflectance.
  var one: Double

  init(_ scalings: [BandScaling]) {
    let unit = scalings[0].unit
    if scalings.allSatisfy({ $0.unit == unit }) {
      planes = scalings.map { PlaneScale(offset: $0.offset, factor: 1) }
      one = 1 / unit
    } else {
      planes = scalings.map { PlaneScale(offset: $0.offset, factor: $0.unit) }
      one = 1
    }
  }
}

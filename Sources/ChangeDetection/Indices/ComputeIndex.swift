public import Imagery

/// Computes a spectral index of every pixel of a stack, in the stored form of `IndexValue`.
///
/// The arithmetic is IEEE double precision without fused operations, so results do not depend on the CPU. Integer
/// digital numbers of bands that share a unit give the exactly rounded quotient (half to even). A pixel has no data
/// where a band is not a number, a denominator is not positive, or the result is not finite; results beyond ±3.2767
/// are clamped.
///
/// - Parameters:
///   - index: the formula.
///   - stack: the bands; lacking one of `requiredRoles` is a programmer's error.
///   - parameters: the constants of FVC and SAVI.
///   - values: one stored value per pixel of the stack, row after row.
/// - Complexity: one pass over the pixels, no allocation per pixel.
public func computeIndex(
  _ index: SpectralIndex, from stack: borrowing BandStack,
  parameters: IndexParameters = IndexParameters(), into values: inout MutableSpan<Int16>
) {
  let roles = index.requiredRoles
  let scale = FormulaScale(roles.map { stack.scaling(of: $0) })
  let planes = scale.planes
  let one = scale.one
  let tenThousand = IndexValue.scale
  switch index {
  case .ndvi, .ndbi, .ndmi, .nbr, .mndwi, .ndwi, .ndtiTillage, .redness, .ndre:
    normalisedDifference(
      stack.plane(roles[0]), planes[0], stack.plane(roles[1]), planes[1], into: &values)
  case .evi2:
    // Numerator and denominator times 5, so that the coefficients are integers.
    adjustedDifference(
      stack.plane(.nir), planes[0], stack.plane(.red), planes[1], gain: 12.5 * tenThousand,
      weights: (5, 12), constant: 5 * one, into: &values)
  case .savi:
    let adjustment = parameters.soilAdjustment
    adjustedDifference(
      stack.plane(.nir), planes[0], stack.plane(.red), planes[1],
      gain: (1 + adjustment) * tenThousand, weights: (1, 1), constant: adjustment * one,
      into: &values)
  case .osavi:
    adjustedDifference(
      stack.plane(.nir), planes[0], stack.plane(.red), planes[1], gain: tenThousand,
      weights: (1, 1), constant: 0.16 * one, into: &values)
  case .msavi:
    modifiedSoilAdjusted(
      stack.plane(.nir), planes[0], stack.plane(.red), planes[1], one: one, into: &values)
  case .kndvi:
    kernelDifference(stack.plane(.nir), planes[0], stack.plane(.red), planes[1], into: &values)
  case .fvc:
    vegetationCover(
      stack.plane(.nir), planes[0], stack.plane(.red), planes[1], soil: parameters.soilNDVI,
      range: parameters.vegetationNDVI - parameters.soilNDVI, into: &values)
  case .bsi:
    bareSoil(
      stack.plane(.swir1), planes[0], stack.plane(.red), planes[1], stack.plane(.nir), planes[2],
      stack.plane(.blue), planes[3], into: &values)
  case .dbsi:
    dryBareSoil(
      stack.plane(.swir1), planes[0], stack.plane(.green), planes[1], stack.plane(.nir), planes[2],
      stack.plane(.red), planes[3], into: &values)
  case .brightness:
    weightedSum(
      stack.plane(.blue), planes[0], stack.plane(.green), planes[1], stack.plane(.red), planes[2],
      weights: (tenThousand, tenThousand, tenThousand), divisor: 3 * one, into: &values)
  case .exg:
    weightedSum(
      stack.plane(.green), planes[0], stack.plane(.red), planes[1], stack.plane(.blue), planes[2],
      weights: (2 * tenThousand, -tenThousand, -tenThousand), divisor: one, into: &values)
  case .pisi:
    // The published coefficients times 10000 are integers.
    weightedSum(
      stack.plane(.blue), planes[0], stack.plane(.nir), planes[1], weights: (8192, -5735),
      constant: 750 * one, divisor: one, into: &values)
  case .bixs:
    rootMeanSquare(
      stack.plane(.green), planes[0], stack.plane(.red), planes[1], one: one, into: &values)
  }
}

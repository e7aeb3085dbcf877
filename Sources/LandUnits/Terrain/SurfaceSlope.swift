import Foundation

/// The slope of a surface in degrees at a cell, by the nine cells around it (Horn 1981, Hill shading and the reflectance map, Proc.
/// IEEE 69(1), as gdaldem slope computes it); nil at the rim and where one of the nine has no elevation.
///
/// - Parameters:
///   - elevations: Elevations in metres, row after row from the north, not-a-number where there is none.
///   - width: The number of columns.
///   - column: The cell's column.
///   - row: The cell's row.
///   - cellWidth: Metres from west to east.
///   - cellHeight: Metres from north to south.
public func surfaceSlope(
  _ elevations: Span<Float>, width: Int, column: Int, row: Int, cellWidth: Double,
  cellHeight: Double
) -> Double? {
  let height = width > 0 ? elevations.count / width : 0
  guard column > 0, row > 0, column < width - 1, row < height - 1 else { return nil }
  func elevation(_ right: Int, _ down: Int) -> Double {
    Double(elevations[(row + down) * width + column + right])
  }
  let east = elevation(1, -1) + 2 * elevation(1, 0) + elevation(1, 1)
  let west = elevation(-1, -1) + 2 * elevation(-1, 0) + elevation(-1, 1)
  let south = elevation(-1, 1) + 2 * elevation(0, 1) + elevation(1, 1)
  let north = elevation(-1, -1) + 2 * elevation(0, -1) + elevation(1, -1)
  let x = (east - west) / (8 * cellWidth)
  let y = (south - north) / (8 * cellHeight)
  let slope = atan((x * x + y * y).squareRoot()) * 180 / .pi
  return slope.isFinite && elevation(0, 0).isFinite ? slope : nil
}

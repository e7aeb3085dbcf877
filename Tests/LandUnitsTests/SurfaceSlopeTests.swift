import Foundation
import LandUnits
import Testing

@Suite struct SurfaceSlopeTests {
  @Test func `a plane has its own slope at every inner cell, and the rim has none`() {
    // Rises by 3 m per 10 m to the east and 4 m per 10 m to the north: a gradient of one half.
    let heights = (0..<4).flatMap { row in (0..<5).map { Float(3 * $0 - 4 * row) } }
    func slope(_ heights: [Float], _ column: Int, _ row: Int) -> Double? {
      surfaceSlope(
        heights.span, width: 5, column: column, row: row, cellWidth: 10, cellHeight: 10)
    }
    for row in 1...2 {
      for column in 1...3 {
        let found = slope(heights, column, row) ?? .nan
        #expect(abs(found - atan(0.5) * 180 / .pi) < 1e-9)
      }
    }
    #expect(slope(heights, 0, 1) == nil)
    var holed = heights
    holed[0] = .nan
    #expect(slope(holed, 1, 1) == nil)
  }
}

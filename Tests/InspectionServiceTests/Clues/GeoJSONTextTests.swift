import Foundation
import Geometry
import Testing

@testable import InspectionService

@Suite struct GeoJSONTextTests {
  private static func read(_ text: JSONText) throws -> [Double] {
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.bytes)) as? [String: Any])
    return try #require(object["coordinates"] as? [Double])
  }

  @Test(arguments: [
    (0.0, 0.0), (119.123_456_78, 25.0), (-0.000_000_1, 0.000_000_04), (-180, 89.999_999_96),
    (100.5, -33.05), (1e-9, -1e-9), (12, 10),
  ])
  func `numbers are those given to seven decimals`(x: Double, y: Double) throws {
    let found = try Self.read(GeoJSONText.point(Coordinate(x: x, y: y)))
    #expect(abs(found[0] - x) <= 0.500_001e-7)
    #expect(abs(found[1] - y) <= 0.500_001e-7)
  }

  @Test func `rings and order are kept, and axes may be swapped`() throws {
    let square = ServiceFixture.square(column: 0, row: 0)
    for isSwapped in [false, true] {
      let text = GeoJSONText.outline(square, places: GeoJSONText.metres, isSwapped: isSwapped)
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(text.bytes)) as? [String: Any])
      let rings = try #require(object["coordinates"] as? [[[[Double]]]])
      let expected: [Double] = isSwapped ? [3_500_000, 400_000] : [400_000, 3_500_000]
      #expect(rings[0][0].first == expected)
      #expect(rings[0][0].count == 5)
    }
  }
}

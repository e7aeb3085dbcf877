import Imagery
import Testing

@Suite struct IndexValueTests {
  @Test(
    arguments: [
      (0.5, 0), (1.5, 2), (2.5, 2), (-0.5, 0), (-1.5, -2), (7646.5, 7646), (7647.5, 7648),
      (40_000, 32_767), (-40_000, -32_767), (.infinity, 32_767),
    ] as [(Double, Int16)])
  func `values are rounded half to even and clamped`(scaled: Double, stored: Int16) {
    #expect(IndexValue.stored(scaled: scaled) == stored)
  }

  @Test func `not-a-number is no data`() {
    #expect(IndexValue.stored(scaled: .nan) == -32_768)
  }
}

import Geometry
import Testing

@Suite struct AreaUnitsTests {
  @Test func `15 mu are a hectare, and a mu is two thousand thirds of a square metre`() {
    #expect(AreaUnits.mu(squareMetres: 10_000) == 15)
    #expect(AreaUnits.squareMetres(mu: 15) == 10_000)
    #expect(AreaUnits.mu(squareMetres: 2000.0 / 3) == 1)
    #expect(AreaUnits.hectares(squareMetres: 25_000) == 2.5)
  }

  @Test func `mu are printed with two decimals, halves to the even cent`() {
    #expect(AreaUnits.muText(squareMetres: 10_000) == "15.00")
    #expect(AreaUnits.muText(squareMetres: 666.67) == "1.00")
    #expect(AreaUnits.muText(squareMetres: 200) == "0.30")
    #expect(AreaUnits.muText(squareMetres: 0) == "0.00")
    #expect(AreaUnits.muText(squareMetres: -10_000.0 / 3) == "-5.00")
    #expect(AreaUnits.muText(squareMetres: 3.0e9) == "4500000.00")
    // 16.25 m² are 0.024375 mu; 10 m² are exactly 1.5 cents.
    #expect(AreaUnits.muText(squareMetres: 10) == "0.02")
    #expect(AreaUnits.muText(squareMetres: 16.25) == "0.02")
    #expect(AreaUnits.muText(squareMetres: -1) == "0.00")
  }
}

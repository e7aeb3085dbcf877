import Reporting
import Testing

@Suite struct ReportAreaTests {
  // 亩 = m² × 0.0015 exactly; the expected numbers are that product by hand, rounded half to even.
  @Test(arguments: [
    (4198.7, 6.3), (666.666_666_666_7, 1.0), (2000.0, 3.0), (3333.33, 5.0), (10.0, 0.02),
    (0.0, 0.0),
  ])
  func `an area in mu is rounded to hundredths`(metres: Double, mu: Double) {
    #expect(ReportArea(squareMetres: metres).mu == mu)
  }
}

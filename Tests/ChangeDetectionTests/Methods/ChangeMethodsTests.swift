import Diagnostics
import Imagery
import Testing

@testable import ChangeDetection

@Suite struct ChangeMethodsTests {
  @Test func `methods are found by name`() throws {
    #expect(ChangeMethods.names == ["surprise", "index", "cva", "ir-mad"])
    for name in ChangeMethods.names { #expect(try ChangeMethods.named(name).name == name) }
  }

  @Test func `the first method whose bands exist is preferred`() {
    #expect(ChangeMethods.preferred(for: [.blue, .green, .red]) == "surprise")
    #expect(ChangeMethods.preferred(for: [.red, .nir]) == "cva")
  }

  @Test func `an unknown name is a usage error that lists the names there are`() {
    var caught: TiankanError?
    do { _ = try ChangeMethods.named("magic") } catch { caught = error }
    #expect(caught?.code == .usage)
    #expect(caught?.message.contains("surprise, index, cva, ir-mad") == true)
  }

  @Test(arguments: [(100.0, 4), (99.9999999, 4), (100.1, 4), (900, 1), (64, 7), (1, 400)])
  func `the minimum mapping unit is the fewest pixels that reach it`(area: Double, pixels: Int) {
    #expect(ChangeSettings().minimumPixels(pixelArea: area) == pixels)
  }

  // Any number of square metres is a number of pixels; none may be too large to count.
  @Test(arguments: [
    (400.0, 4), (401, 5), (1, 1), (1e300, Int(Int32.max)), (.infinity, Int(Int32.max)),
  ])
  func `the minimum mapping unit is a number of pixels`(_ squareMetres: Double, _ pixels: Int) {
    var settings = ChangeSettings()
    settings.minimumMappingUnit = squareMetres
    #expect(settings.minimumPixels(pixelArea: 100) == pixels)
  }
}

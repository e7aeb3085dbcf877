import Imagery
import Testing

@Suite struct RasterTests {
  @Test func `a new raster is zero and holds what is written`() {
    var raster = Raster<UInt16>(width: 3, height: 2)
    #expect(raster[2, 1] == 0)
    raster[2, 1] = 7
    #expect(raster[2, 1] == 7)
    #expect(raster.samples[5] == 7)
    #expect(raster.count == 6)
  }

  @Test func `reshaping to a smaller size and back needs no new values outside`() {
    var raster = Raster<Float>(width: 4, height: 4)
    raster.reshape(width: 2, height: 3)
    #expect(raster.count == 6)
    raster.reshape(width: 100, height: 100)
    #expect(raster.samples.count == 10_000)
    raster[99, 99] = 1.5
    #expect(raster[99, 99] == 1.5)
  }

  @Test func `the planes of a band stack do not share pixels`() {
    let plain = BandScaling(offset: 0, unit: 0.0001)
    var stack = BandStack(roles: [.red, .nir], scalings: [plain, plain], width: 2, height: 2)
    do {
      var red = stack.mutablePlane(.red)
      for position in red.indices { red[position] = 1 }
    }
    do {
      var nir = stack.mutablePlane(.nir)
      for position in nir.indices { nir[position] = 2 }
    }
    #expect(stack.plane(.red)[3] == 1)
    #expect(stack.plane(.nir)[0] == 2)
    stack.reshape(width: 3, height: 5)
    #expect(stack.plane(.nir).count == 15)
  }
}

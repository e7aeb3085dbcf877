import Diagnostics
import Foundation
import Imagery
import Testing

@testable import Reporting

@Suite struct CanvasTests {
  @Test func `a size that Cairo cannot hold is refused`() {
    for (width, height) in [(0, 10), (10, 40_000), (-1, 5)] {
      #expect(throws: TiankanError.self) {
        _ = try Canvas(width: width, height: height, background: .white)
      }
    }
  }

  @Test func `shapes have the colours they were given, as GDAL reads the file`() throws {
    try withTemporaryFolder { folder in
      let canvas = try Canvas(width: 20, height: 20, background: Color(0x0A0B0C))
      canvas.fill(Rectangle(x: 5, y: 5, width: 10, height: 10), color: Color(0xC80064))
      let file = folder.appending(path: "shapes.png")
      try Data(canvas.png()).write(to: file)
      #expect(try pixel(of: file, x: 1, y: 1) == [0x0A, 0x0B, 0x0C])
      #expect(try pixel(of: file, x: 10, y: 10) == [0xC8, 0x00, 0x64])
    }
  }

  @Test func `an enlarged image keeps sharp pixels`() throws {
    try withTemporaryFolder { folder in
      let canvas = try Canvas(width: 40, height: 20, background: .white)
      var pixels = Raster<UInt32>(width: 2, height: 1)
      pixels[0, 0] = 0xFFFF_0000
      pixels[1, 0] = 0xFF00_00FF
      try canvas.draw(pixels, in: Rectangle(x: 0, y: 0, width: 40, height: 20))
      let file = folder.appending(path: "image.png")
      try Data(canvas.png()).write(to: file)
      #expect(try pixel(of: file, x: 19, y: 10) == [255, 0, 0])
      #expect(try pixel(of: file, x: 20, y: 10) == [0, 0, 255])
    }
  }

  @Test func `a reduced image is averaged`() throws {
    try withTemporaryFolder { folder in
      let canvas = try Canvas(width: 16, height: 16, background: .white)
      var pixels = Raster<UInt32>(width: 256, height: 256)
      var samples = pixels.mutableSamples
      for index in samples.indices {
        samples[index] = (index + index / 256).isMultiple(of: 2) ? 0xFF00_0000 : 0xFFFF_FFFF
      }
      try canvas.draw(pixels, in: Rectangle(x: 0, y: 0, width: 16, height: 16))
      let file = folder.appending(path: "image.png")
      try Data(canvas.png()).write(to: file)
      let found = try pixel(of: file, x: 8, y: 8)
      #expect(found.count == 3 && found.allSatisfy { (118...138).contains($0) })
    }
  }

  @Test func `Chinese text takes room and leaves ink`() throws {
    try withTemporaryFolder { folder in
      let canvas = try Canvas(width: 200, height: 40, background: .white)
      let style = TextStyle(size: 20)
      let size = try canvas.draw("耕地撂荒", at: Point(x: 0, y: 0), style: style)
      // Four full-width characters of 20 pixels.
      #expect(size.width == 80)
      let file = folder.appending(path: "text.png")
      try Data(canvas.png()).write(to: file)
      let text = try output(of: "gdalinfo", ["-mm", file.path])
      #expect(text.contains("Computed Min/Max=0.000,255.000"))
    }
  }

  @Test func `a long text is broken and cut with an ellipsis`() throws {
    let canvas = try Canvas(width: 1, height: 1, background: .white)
    let text = String(repeating: "全域土地综合整治", count: 20)
    let line = try canvas.measure("全", style: TextStyle(size: 20)).height
    let cut = try canvas.measure(
      text, style: TextStyle(size: 20, width: 200, maximumLines: 2))
    #expect(cut.width <= 200)
    #expect(cut.height <= 2 * line + 2)
  }
}

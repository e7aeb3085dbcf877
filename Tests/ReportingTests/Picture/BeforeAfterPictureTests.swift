import Diagnostics
import Foundation
import Geometry
import Imagery
import Reporting
import Testing

@Suite struct BeforeAfterPictureTests {
  // A 20 × 10 image is drawn 32 times enlarged: 640 × 320 per panel, the first at x = 32.
  static let left = 32
  static let right = 32 + 640 + 24

  @Test func `the same content gives the same bytes`() throws {
    let first = try makePicture().png(language: .chinese)
    let second = try makePicture().png(language: .chinese)
    #expect(first == second)
    #expect(first.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test func `the images stand side by side in their own colours, as GDAL reads the file`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "pair.png")
      try makePicture().write(to: file.path, language: .english)
      // Pixel (19, 0) of either image is free of outlines.
      let y = 200
      #expect(try pixel(of: file, x: Self.left + 630, y: y) == [0x00, 0x80, 0x00])
      #expect(try pixel(of: file, x: Self.right + 630, y: y) == [0x80, 0x40, 0x00])
      #expect(try pixel(of: file, x: 5, y: y) == [255, 255, 255])
    }
  }

  @Test func `a clue is outlined where it lies on the ground`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "clue.png")
      try makePicture().write(to: file.path, language: .english)
      // The clue's left edge is 50 m = 5 pixels of 32 from the grid's left edge, and 50 to 90 m below its upper
      // edge. Which line of the page that is follows from the panel's colour, searched from the top.
      let reds = try reds(of: file, column: Self.left + 630, rows: 400)
      let top = try #require(reds.firstIndex(of: 0x00))
      let yellow = [0xFF, 0xE6, 0x00]
      #expect(try pixel(of: file, x: Self.left + 160, y: top + 224) == yellow)
      #expect(try pixel(of: file, x: Self.right + 160, y: top + 224) == yellow)
      #expect(try pixel(of: file, x: Self.left + 224, y: top + 224) == [0x00, 0x80, 0x00])
    }
  }

  @Test func `a boundary far larger than the image does no harm`() throws {
    let picture = BeforeAfterPicture(
      before: makeImage(width: 4, height: 4, pixel: 0xFF10_2030),
      after: makeImage(width: 4, height: 4, pixel: 0xFF10_2030),
      grid: makeGrid(columns: 4, rows: 4), resolution: GroundResolution(width: 10, height: 10),
      content: .init(
        title: "t", before: .init(scene: "A", date: nil), after: .init(scene: "B", date: nil),
        method: "m", bands: .trueColor),
      boundaries: [
        makeSquare(x: -1e9, y: 1e9, side: 2e9), makeSquare(x: .nan, y: 0, side: 5),
        MultiPolygon([Polygon(exterior: LinearRing([]))]),
      ])
    #expect(try picture.png(language: .english).count > 1000)
  }

  @Test func `a narrow and a large image still make a page of usual size`() throws {
    try withTemporaryFolder { folder in
      for (columns, rows) in [(3, 2000), (3000, 20), (1, 1)] {
        let file = folder.appending(path: "\(columns).png")
        try makePicture(columns: columns, rows: rows).write(to: file.path, language: .chinese)
        let text = try output(of: "gdalinfo", [file.path])
        let size = try #require(text.firstMatch(of: /Size is (\d+), (\d+)/))
        #expect((Int(size.1) ?? 0) <= 1400 && (Int(size.1) ?? 0) >= 800)
        #expect((Int(size.2) ?? 0) <= 1100)
      }
    }
  }

  @Test func `a folder that does not exist is named and nothing is left behind`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "absent/pair.png").path
      let error = #expect(throws: TiankanError.self) {
        try makePicture().write(to: path, language: .english)
      }
      #expect(error?.code == .notFound)
      #expect(error?.subject == path)
    }
  }

  @Test func `an existing file is left alone when the page cannot be made`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "pair.png")
      try Data("old".utf8).write(to: file)
      // U+10FFFD is a private-use character that no font has.
      let error = #expect(throws: TiankanError.self) {
        try makePicture(title: "\u{10FFFD}").write(to: file.path, language: .english)
      }
      #expect(error?.code == .installation)
      #expect(try Data(contentsOf: file) == Data("old".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["pair.png"])
    }
  }
}

import Geometry
import Imagery
import Testing

@testable import Monitoring

@Suite struct PixelClassesTests {
  @Test func `a pixel has the class of the unit that holds its centre, the last of several`() throws
  {
    let area = try TestGrid(columns: 12, rows: 8)
    let classes = PixelClasses(
      [
        area.rectangle(0, 0, 5, 5),
        // Up to 4.4: the centre of column 4 (4.5) is outside. From 2.6: the centre of column 2 is outside.
        area.rectangle(2.6, 2.6, 4.4, 7),
      ], classes: [1, 2], on: area.grid)
    var plane = Raster<UInt8>(width: 0, height: 0)
    try classes.write(area.grid.window, into: &plane)
    for row in 0..<8 {
      for column in 0..<12 {
        let second = column == 3 && (3..<7).contains(row)
        let first = column < 5 && row < 5
        #expect(plane[column, row] == (second ? 2 : first ? 1 : 0))
      }
    }
    // A part of the grid shows the same.
    var part = Raster<UInt8>(width: 0, height: 0)
    try classes.write(window(2, 3, 5, 4), into: &part)
    for row in 0..<4 {
      for column in 0..<5 { #expect(part[column, row] == plane[column + 2, row + 3]) }
    }
  }

  @Test func `a window with an outline but no centre holds no pixel`() throws {
    let area = try TestGrid(columns: 12, rows: 8)
    let classes = PixelClasses([area.rectangle(4.6, 0, 6, 8)], classes: [1], on: area.grid)
    #expect(!classes.hasPixels(in: window(0, 0, 5, 8)))
    #expect(classes.hasPixels(in: window(0, 0, 6, 8)))
    #expect(!classes.hasPixels(in: window(6, 0, 6, 8)))
    #expect(!PixelClasses([], classes: [], on: area.grid).hasPixels(in: area.grid.window))
  }
}

public import Diagnostics
import GeoIO
public import Imagery

/// Reads the bands of a scene for a picture, whole but at the picture's resolution.
public enum SceneImage {
  /// How many pixels of a scene are held at a time beside the picture.
  private static let sourcePixels = 4 << 20

  /// The bands of a scene on a grid, which is usually coarser than the scene: pixels are averaged then.
  ///
  /// - Complexity: memory for the grid's pixels and about 16 MiB per band for a strip of the scene.
  /// - Throws: `.missingBand` where the scene lacks a role, and what reading throws.
  public static func stack(
    of scene: Scene, roles: [BandRole], on grid: Grid
  ) throws(TiankanError) -> BandStack {
    try scene.require(roles)
    let scalings = roles.map { scene.scaling(of: $0) }
    var reader = try SceneReader(scene: scene, roles: roles, grid: grid)
    var image = BandStack(
      roles: roles, scalings: scalings, width: grid.columns, height: grid.rows)
    var strip = BandStack(roles: roles, scalings: scalings, width: 0, height: 0)
    let height = stripHeight(of: scene, roles: roles, on: grid)
    for row in stride(from: 0, to: grid.rows, by: height) {
      let window = Window(
        column: 0, row: row, width: grid.columns, height: min(height, grid.rows - row))
      strip.reshape(width: window.width, height: window.height)
      try reader.read(window, into: &strip)
      for role in roles { copy(strip, role, to: &image, at: row) }
    }
    return image
  }

  /// How many rows of the picture need about `sourcePixels` of the scene.
  private static func stripHeight(of scene: Scene, roles: [BandRole], on grid: Grid) -> Int {
    guard let finest = scene.grid(for: roles) else { return grid.rows }
    let pixelsPerRow = max(1, finest.columns * finest.rows / max(1, grid.rows))
    return max(1, min(grid.rows, sourcePixels / pixelsPerRow))
  }

  private static func copy(
    _ strip: borrowing BandStack, _ role: BandRole, to image: inout BandStack, at row: Int
  ) {
    let start = row * image.width
    let source = strip.plane(role)
    var target = image.mutablePlane(role)
    for position in source.indices { target[start + position] = source[position] }
  }
}

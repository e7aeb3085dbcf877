import Diagnostics
import GeoIO
import Imagery

/// Reads a scene's windows and goes on where a block of a file is damaged.
///
/// A window with a damaged block is read again in squares of 128 pixels that hang on the grid's origin; squares that
/// still fail become no data and are listed as refused. What is intact is used.
struct TolerantSceneReader: ~Copyable {
  private var reader: SceneReader
  private var square: BandStack
  private var squareQuality = Raster<UInt16>(width: 0, height: 0)
  private let grid: Grid
  private let refusals: RefusalLog

  init(
    scene: Scene, roles: [BandRole], grid: Grid, cacheByteLimit: Int,
    coarseCacheByteLimit: Int? = nil, shared: SharedSceneBlocks? = nil, sharesAll: Bool = false,
    refusals: RefusalLog
  ) throws(TiankanError) {
    reader = try SceneReader(
      scene: scene, roles: roles, grid: grid, cacheByteLimit: cacheByteLimit,
      coarseCacheByteLimit: coarseCacheByteLimit, shared: shared, sharesAll: sharesAll)
    square = BandStack(
      roles: roles, scalings: roles.map { scene.scaling(of: $0) }, width: 0, height: 0)
    self.grid = grid
    self.refusals = refusals
  }

  /// Fills the stack with the window's digital numbers; not-a-number where there are none or none can be decoded.
  mutating func read(_ window: Window, into stack: inout BandStack) throws(TiankanError) {
    do throws(TiankanError) {
      try reader.read(window, into: &stack)
    } catch  where error.code == .corrupt {
      for part in Self.squares(of: window) {
        var failure: TiankanError?
        do throws(TiankanError) {
          try reader.read(part, into: &square)
        } catch  where error.code == .corrupt {
          failure = error
        }
        if let failure { refusals.add(damage: failure, in: part) }
        for role in stack.roles {
          copy(part, of: window, role: role, into: &stack, isMissing: failure != nil)
        }
      }
    }
  }

  /// Fills the stack with the window's numbers as stored; returns false where they cannot be had so, damaged blocks included.
  mutating func readNumbers(
    _ window: Window, scalings: [BandScaling], into numbers: inout NumberStack
  ) throws(TiankanError) -> Bool {
    do throws(TiankanError) {
      return try reader.readNumbers(window, scalings: scalings, into: &numbers)
    } catch  where error.code == .corrupt {
      return false
    }
  }

  /// As `SceneReader.restrict(_:to:)`.
  func restrict(_ marks: inout MutableSpan<UInt8>, to numbers: borrowing NumberStack) {
    reader.restrict(&marks, to: numbers)
  }

  /// As `SceneReader.gather(_:of:into:)`.
  func gather(
    _ places: Span<Int32>, of numbers: borrowing NumberStack, into stack: inout BandStack
  ) {
    reader.gather(places, of: numbers, into: &stack)
  }

  /// Fills the raster with the window's quality numbers; 0xFFFF, which is fill, where none can be decoded.
  ///
  /// - Returns: Whether the scene has a quality layer.
  mutating func readQuality(
    _ window: Window, into quality: inout Raster<UInt16>
  ) throws(TiankanError) -> Bool {
    do throws(TiankanError) {
      return try reader.readQuality(window, into: &quality)
    } catch  where error.code == .corrupt {
      quality.reshape(width: window.width, height: window.height)
      for part in Self.squares(of: window) {
        var isMissing = false
        do throws(TiankanError) {
          _ = try reader.readQuality(part, into: &squareQuality)
        } catch  where error.code == .corrupt {
          isMissing = true
          refusals.add(damage: error, in: part)
        }
        for row in 0..<part.height {
          let start = (part.row - window.row + row) * window.width + part.column - window.column
          var target = quality.mutableSamples(in: start..<start + part.width)
          let source = squareQuality.samples
          for column in 0..<part.width {
            target[column] = isMissing ? .max : source[row * part.width + column]
          }
        }
      }
      return true
    }
  }

  /// Gives the memory of decoded blocks back; the files stay open.
  mutating func releaseMemory() { reader.releaseMemory() }

  private func copy(
    _ part: Window, of window: Window, role: BandRole, into stack: inout BandStack, isMissing: Bool
  ) {
    var target = stack.mutablePlane(role)
    for row in 0..<part.height {
      let start = (part.row - window.row + row) * window.width + part.column - window.column
      if isMissing {
        for column in 0..<part.width { target[start + column] = .nan }
      } else {
        let source = square.plane(role)
        for column in 0..<part.width { target[start + column] = source[row * part.width + column] }
      }
    }
  }

  /// The parts of a window between the lines of a lattice of `RefusalLog.damageSide` pixels.
  private static func squares(of window: Window) -> [Window] {
    let side = RefusalLog.damageSide
    var parts: [Window] = []
    for row in stride(from: RefusalLog.floor(window.row), to: window.endRow, by: side) {
      for column in stride(from: RefusalLog.floor(window.column), to: window.endColumn, by: side) {
        parts.append(
          Window(column: column, row: row, width: side, height: side).intersection(window))
      }
    }
    return parts
  }
}

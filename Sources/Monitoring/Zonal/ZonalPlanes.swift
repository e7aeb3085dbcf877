import ChangeDetection
import Diagnostics
import Imagery

/// The indices of a block of the scene where land units lie, computed into memory that is kept for the next block.
struct ZonalPlanes: ~Copyable {
  private let indices: [SpectralIndex]
  private let parameters: IndexParameters
  private var blocks: SceneBlocks
  private var planes = Raster<Int16>(width: 0, height: 0)
  private var wanted = ZonalMarks()
  /// Usable pixels of some rows where units lie, and their bands, marks and values, one after the other.
  private var places: [Int32] = []
  private var stack: BandStack
  private var marks = Raster<UInt8>(width: 0, height: 0)
  private var values = Raster<Int16>(width: 0, height: 0)

  init(indices: [SpectralIndex], parameters: IndexParameters, blocks: consuming SceneBlocks) {
    self.indices = indices
    self.parameters = parameters
    stack = BandStack(
      roles: blocks.stack.roles, scalings: blocks.stack.scalings, width: 0, height: 0)
    self.blocks = blocks
  }

  /// Starts with a block; `want` says then where its pixels are needed, and `load` computes them.
  mutating func begin(_ window: Window) { wanted.begin(window) }

  /// Adds what a unit needs of the block.
  ///
  /// - Parameter part: The cells that the unit's envelope meets.
  mutating func want(_ part: Window) {
    // A unit without area takes the cell of a vertex, which may lie on the envelope's right or lower side.
    wanted.add(
      Window(column: part.column, row: part.row, width: part.width + 1, height: part.height + 1))
  }

  /// Reads the block and computes every index where units lie; pixels that the quality layer forbids are no data, and so may be
  /// pixels that no unit needs.
  mutating func load() throws(TiankanError) {
    let window = wanted.window
    try blocks.open(window)
    planes.reshape(width: window.width, height: window.height * indices.count)
    clear(&planes)
    for rows in SceneBlocks.steps(of: window) where wanted.meets(rows) {
      let first = (rows.lowerBound - window.row) * window.width
      switch try blocks.loadNumbers(rows) {
      case .hidden: continue
      case .loaded:
        let count = wanted.select(rows, of: blocks.usable, into: &places)
        if count > 0 { compute(count, from: first) }
      case .unsuitable:
        guard try blocks.load(rows, counted: rows) else { continue }
        for position in indices.indices {
          let start = position * window.pixelCount + first
          computeRows(
            indices[position], from: blocks, parameters, into: &planes,
            start..<start + rows.count * window.width)
        }
      }
    }
  }

  /// Computes the indices of the pixels chosen last.
  ///
  /// - Parameters:
  ///   - count: How many of `places` were chosen.
  ///   - first: The position in a plane that places are counted from.
  private mutating func compute(_ count: Int, from first: Int) {
    gather(places, count, from: blocks, into: &stack)
    marks.reshape(width: count, height: 1)
    values.reshape(width: count, height: 1)
    fill(&marks, with: 1)
    clear(&marks, where: stack)
    let pixels = wanted.window.pixelCount
    for position in indices.indices {
      computeValues(indices[position], from: stack, parameters, into: &values)
      scatter(
        values, marks, to: places, of: &planes,
        position * pixels + first..<(position + 1) * pixels)
    }
  }

  /// The indices of the window loaded last, one plane after another.
  var samples: Span<Int16> {
    @_lifetime(borrow self)
    borrowing get { planes.samples }
  }
}

/// Takes the bands of the first `count` places.
private func gather(
  _ places: [Int32], _ count: Int, from blocks: borrowing SceneBlocks, into stack: inout BandStack
) {
  blocks.gather(places.span.extracting(first: count), into: &stack)
}

private func computeValues(
  _ index: SpectralIndex, from stack: borrowing BandStack, _ parameters: IndexParameters,
  into values: inout Raster<Int16>
) {
  var view = values.mutableSamples
  computeIndex(index, from: stack, parameters: parameters, into: &view)
}

private func clear(_ marks: inout Raster<UInt8>, where stack: borrowing BandStack) {
  var view = marks.mutableSamples
  clearMissing(&view, of: stack)
}

private func fill(_ marks: inout Raster<UInt8>, with value: UInt8) {
  var view = marks.mutableSamples
  for position in view.indices { view[position] = value }
}

/// Puts values at the first of the places in a part of the planes, no data where a mark is 0.
private func scatter(
  _ values: borrowing Raster<Int16>, _ marks: borrowing Raster<UInt8>, to places: [Int32],
  of planes: inout Raster<Int16>, _ part: Range<Int>
) {
  let values = values.samples
  let marks = marks.samples
  let places = places.span.extracting(first: values.count)
  var plane = planes.mutableSamples(in: part)
  precondition(marks.count == places.count, "one mark per place")
  for position in places.indices {
    plane[Int(places[position])] = marks[position] == 0 ? IndexValue.noData : values[position]
  }
}

/// Computes one index of the rows loaded last into its part of the planes.
private func computeRows(
  _ index: SpectralIndex, from blocks: borrowing SceneBlocks, _ parameters: IndexParameters,
  into planes: inout Raster<Int16>, _ range: Range<Int>
) {
  var plane = planes.mutableSamples(in: range)
  computeIndex(index, from: blocks.stack, parameters: parameters, into: &plane)
  hide(blocks.usable.samples, in: &plane)
}

/// Makes all pixels no data.
private func clear(_ planes: inout Raster<Int16>) {
  var plane = planes.mutableSamples
  for position in plane.indices { plane[position] = IndexValue.noData }
}

/// Makes the pixels that are not usable no data.
private func hide(_ usable: Span<UInt8>, in plane: inout MutableSpan<Int16>) {
  let count = plane.count
  precondition(usable.count == count, "one mask value per pixel")
  for position in 0..<count {
    let value = plane[position]
    plane[position] = usable[position] == 0 ? IndexValue.noData : value
  }
}

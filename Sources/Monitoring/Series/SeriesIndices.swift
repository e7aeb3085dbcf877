import ChangeDetection
import Imagery

/// The indices of one overpass over one block, merged from its scenes; pixels that none of them shows have no data.
struct SeriesIndices: ~Copyable {
  /// The indices in the order of the planes.
  static let all: [SpectralIndex] = [
    .ndvi, .bsi, .ndmi, .mndwi, .ndwi, .ndtiTillage, .nbr, .brightness, .redness, .fvc,
  ]
  /// The indices that the construction detector reads.
  static let construction: [SpectralIndex] = [.ndvi, .bsi, .mndwi, .ndwi, .brightness]

  private let parameters: IndexParameters
  private var planes = Raster<Int16>(width: 0, height: 0)
  private var single = Raster<Int16>(width: 0, height: 0)
  private var taken = Raster<UInt8>(width: 0, height: 0)
  private(set) var pixelCount = 0

  init(parameters: IndexParameters) { self.parameters = parameters }

  /// Starts an overpass over a block.
  ///
  /// - Parameter needed: The indices that will be asked for; the planes of others are unspecified.
  mutating func begin(width: Int, height: Int, _ needed: [SpectralIndex]) {
    pixelCount = width * height
    planes.reshape(width: width, height: height * Self.all.count)
    taken.reshape(width: width, height: height)
    for (position, index) in Self.all.enumerated() where needed.contains(index) {
      var values = planes.mutableSamples(in: position * pixelCount..<(position + 1) * pixelCount)
      for position in values.indices { values[position] = IndexValue.noData }
    }
    var marks = taken.mutableSamples
    for position in marks.indices { marks[position] = 0 }
  }

  /// Adds a scene: its usable pixels that no scene before has shown.
  ///
  /// - Parameters:
  ///   - stack: The scene's bands in some rows of the block, which hold all usable pixels.
  ///   - row: The first of the rows in the block.
  ///   - indices: The indices that are needed; those whose bands the scene lacks are left out.
  ///   - usable: 1 where the scene shows the ground; pixels that are taken are cleared.
  mutating func add(
    _ stack: borrowing BandStack, from row: Int, indices: [SpectralIndex],
    usable: inout Raster<UInt8>
  ) {
    let start = row * usable.width
    single.reshape(width: stack.width, height: stack.height)
    Self.claim(&usable, taken: &taken)
    let roles = Set(stack.roles)
    for (position, index) in Self.all.enumerated() where indices.contains(index) {
      guard index.requiredRoles.allSatisfy(roles.contains) else { continue }
      Self.compute(index, of: stack, parameters: parameters, into: &single)
      Self.place(
        single, where: usable, from: start, at: position * pixelCount + start, of: &planes)
    }
  }

  private static func compute(
    _ index: SpectralIndex, of stack: borrowing BandStack, parameters: IndexParameters,
    into single: inout Raster<Int16>
  ) {
    var values = single.mutableSamples
    computeIndex(index, from: stack, parameters: parameters, into: &values)
  }

  private static func place(
    _ single: borrowing Raster<Int16>, where usable: borrowing Raster<UInt8>, from start: Int,
    at place: Int, of planes: inout Raster<Int16>
  ) {
    let count = single.samples.count
    var target = planes.mutableSamples(in: place..<place + count)
    copy(
      single.samples, where: usable.samples.extracting(start..<start + count), to: &target)
  }

  /// The plane of an index.
  @_lifetime(borrow self)
  borrowing func plane(_ index: SpectralIndex) -> Span<Int16> {
    let position = Self.all.firstIndex(of: index) ?? 0
    return plane(at: position)
  }

  /// The plane at a position of `all`.
  @_lifetime(borrow self)
  borrowing func plane(at position: Int) -> Span<Int16> {
    planes.samples.extracting(position * pixelCount..<(position + 1) * pixelCount)
  }

  /// 1 where a scene of the overpass shows the ground.
  var usable: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { taken.samples }
  }

  /// Writes the larger of MNDWI and NDWI, or the one that is there.
  borrowing func water(into target: inout Raster<Int16>, width: Int, height: Int) {
    target.reshape(width: width, height: height)
    var values = target.mutableSamples
    let short = plane(.mndwi)
    let near = plane(.ndwi)
    // "No data" is the smallest number, so the maximum takes the index that is there.
    for position in values.indices { values[position] = max(short[position], near[position]) }
  }

  private static func claim(_ usable: inout Raster<UInt8>, taken: inout Raster<UInt8>) {
    var wanted = usable.mutableSamples
    var marks = taken.mutableSamples
    precondition(wanted.count == marks.count, "masks of one size")
    for position in wanted.indices {
      let isNew = wanted[position] != 0 && marks[position] == 0
      wanted[position] = isNew ? 1 : 0
      if isNew { marks[position] = 1 }
    }
  }
}

private func copy(
  _ source: Span<Int16>, where usable: Span<UInt8>, to target: inout MutableSpan<Int16>
) {
  precondition(source.count == usable.count && source.count == target.count, "planes of one size")
  for position in source.indices {
    target[position] = usable[position] == 0 ? target[position] : source[position]
  }
}

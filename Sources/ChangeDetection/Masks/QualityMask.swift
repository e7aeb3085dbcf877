public import Imagery

/// Turns a quality layer into usable pixels: a table of every number's meaning, and the growth of clouds and shadows.
///
/// Made once per scene and used for all its blocks, from any thread. A block of the quality layer is read with a
/// margin of `halo` pixels; then the result does not depend on how the scene is cut into blocks.
///
/// - Complexity: 64 KiB for the table; a block takes linear time whatever the radius (`MaskGrowth`).
public struct QualityMask: Sendable {
  /// The number that stands for pixels outside the scene.
  public static let outside: UInt16 = .max

  /// What a number of the layer means for use, as bits.
  struct Meaning {
    static let cloud: UInt8 = 1
    static let shadow: UInt8 = 2
    static let noData: UInt8 = 4
    static let other: UInt8 = 8
    /// Working bit: the cloud or shadow belongs to a patch that grows.
    static let patch: UInt8 = 16
  }

  let table: [UInt8]
  let growth: MaskGrowth
  let patches: MaskPatches

  /// Creates a mask from the rule of a quality layer.
  ///
  /// - Parameters:
  ///   - rule: what the layer's numbers mean, and how far in metres clouds, cirrus and shadows grow.
  ///   - pixelWidth: the width of a pixel in metres.
  ///   - pixelHeight: the height of a pixel in metres.
  ///   - smallestPatch: the width in metres from which a patch of cloud or shadow grows; smaller ones are left out as they
  ///     are. 0: all grow.
  public init(
    rule: QualityRule, pixelWidth: Double, pixelHeight: Double, smallestPatch: Double = 0
  ) {
    growth = MaskGrowth(radius: rule.growth, pixelWidth: pixelWidth, pixelHeight: pixelHeight)
    patches = MaskPatches(
      width: smallestPatch, pixelWidth: pixelWidth, pixelHeight: pixelHeight)
    table = Self.table(of: rule)
  }

  /// How many pixels beyond a block its quality layer must be read.
  public var halo: Int { growth.halo == 0 ? 0 : growth.halo + patches.halo }
}

extension QualityMask {
  /// Clears the pixels of a block that the quality layer forbids, and counts them.
  ///
  /// - Parameters:
  ///   - quality: the layer's numbers over the block with its margin, `outside` beyond the scene.
  ///   - width: columns of `quality`; its rows follow from its count.
  ///   - core: the block within `quality`, in columns and rows of `quality`.
  ///   - workspace: memory reused from block to block.
  ///   - usable: one value per pixel of the core; set to 0 where forbidden, else left as it is. Start with 1 and pass
  ///     both dates to keep what both saw.
  /// - Returns: the counts of this layer's core, whatever `usable` held before.
  public func restrict(
    _ usable: inout MutableSpan<UInt8>, quality: Span<UInt16>, width: Int, core: Window,
    workspace: inout MaskWorkspace
  ) -> QualityCounts {
    let height = width == 0 ? 0 : quality.count / width
    precondition(quality.count == width * height, "the quality layer must fill its rows")
    precondition(usable.count == core.pixelCount, "one value per pixel of the core")
    precondition(
      Window(column: 0, row: 0, width: width, height: height).contains(core),
      "the core must lie within the quality layer")
    let found = workspace.load(quality, table: table.span, width: width, height: height)
    if halo > 0 {
      for bit in [Meaning.cloud, Meaning.shadow] where found & bit != 0 {
        if patches.isNeeded {
          patches.mark(
            bit, as: Meaning.patch, in: &workspace.meanings, counts: &workspace.distances)
        }
        growth.grow(
          bit, from: patches.isNeeded ? Meaning.patch : bit, in: &workspace.meanings,
          distances: &workspace.distances, core: core)
      }
    }
    var counts = QualityCounts()
    for row in 0..<core.height {
      let start = (core.row + row) * width + core.column
      apply(
        workspace.meanings.samples.extracting(start..<start + core.width),
        at: row * core.width, to: &usable, counts: &counts)
    }
    return counts
  }
}

/// Clears one row and counts it.
private func apply(
  _ meanings: Span<UInt8>, at offset: Int, to usable: inout MutableSpan<UInt8>,
  counts: inout QualityCounts
) {
  precondition(offset + meanings.count <= usable.count, "the row must lie within the block")
  var start = 0
  while start < meanings.count {
    let end = min(start &+ 64, meanings.count)
    var union: UInt8 = 0
    for i in start..<end { union |= meanings[i] }
    if union == 0 {
      counts.usable &+= end &- start
    } else {
      apply(meanings.extracting(start..<end), at: offset &+ start, stretch: &usable, &counts)
    }
    start = end
  }
}

/// Clears a stretch in which something is forbidden, and counts it.
private func apply(
  _ meanings: Span<UInt8>, at offset: Int, stretch usable: inout MutableSpan<UInt8>,
  _ counts: inout QualityCounts
) {
  for i in meanings.indices {
    let meaning = meanings[i]
    guard meaning != 0 else {
      counts.usable &+= 1
      continue
    }
    usable[offset + i] = 0
    if meaning & QualityMask.Meaning.noData != 0 {
      counts.noData &+= 1
    } else if meaning & QualityMask.Meaning.cloud != 0 {
      counts.cloud &+= 1
    } else if meaning & QualityMask.Meaning.shadow != 0 {
      counts.shadow &+= 1
    } else {
      counts.other &+= 1
    }
  }
}

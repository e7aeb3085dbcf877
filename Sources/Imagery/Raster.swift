/// A rectangle of samples in memory that one owner holds: row after row, without gaps, aligned to 64 bytes.
///
/// Workers keep rasters and reuse them from block to block, because fresh pages cost more than the arithmetic on
/// them. Kernels receive `samples` and `mutableSamples`.
///
/// - Complexity: one allocation per raster; `reshape` allocates only to grow.
@safe
public struct Raster<Sample: PixelSample>: ~Copyable {
  /// The number of columns.
  public private(set) var width: Int
  /// The number of rows.
  public private(set) var height: Int
  private var storage: UnsafeMutablePointer<Sample>
  private var capacity: Int

  /// Creates a raster filled with zero.
  public init(width: Int, height: Int) {
    precondition(width >= 0 && height >= 0, "a raster's size cannot be negative")
    self.width = width
    self.height = height
    capacity = max(1, width * height)
    unsafe storage = Self.allocate(capacity)
  }

  deinit { unsafe UnsafeMutableRawPointer(storage).deallocate() }

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<Sample> {
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<Sample>.stride, alignment: 64)
    // Zero is all bits zero in every sample type; setting samples one by one would not be specialised for it here.
    unsafe raw.initializeMemory(
      as: UInt8.self, repeating: 0, count: count * MemoryLayout<Sample>.stride)
    return unsafe raw.bindMemory(to: Sample.self, capacity: count)
  }
}

extension Raster {
  /// The number of samples.
  public var count: Int { width * height }

  /// The samples, row after row.
  public var samples: Span<Sample> {
    @_lifetime(borrow self)
    borrowing get {
      // SAFETY: `storage` holds at least `count` initialised samples and lives as long as `self`, which the span borrows.
      let span = unsafe Span(_unsafeStart: storage, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// The samples for writing, row after row.
  public var mutableSamples: MutableSpan<Sample> {
    @_lifetime(&self)
    mutating get {
      // SAFETY: as for `samples`; the exclusive access to `self` makes this the only view.
      let span = unsafe MutableSpan(_unsafeStart: storage, count: count)
      return unsafe _overrideLifetime(span, mutating: &self)
    }
  }

  /// The samples at the given positions for writing.
  @_lifetime(&self)
  public mutating func mutableSamples(in range: Range<Int>) -> MutableSpan<Sample> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "outside the raster")
    // SAFETY: as for `mutableSamples`, and the range lies within the initialised samples.
    let span = unsafe MutableSpan(
      _unsafeStart: storage + range.lowerBound, count: range.count)
    return unsafe _overrideLifetime(span, mutating: &self)
  }

  /// Gives the raster another size, keeping its memory where it suffices. The contents are unspecified afterwards.
  public mutating func reshape(width: Int, height: Int) {
    precondition(width >= 0 && height >= 0, "a raster's size cannot be negative")
    let needed = width * height
    if needed > capacity {
      unsafe UnsafeMutableRawPointer(storage).deallocate()
      unsafe storage = Self.allocate(needed)
      capacity = needed
    }
    self.width = width
    self.height = height
  }

  /// The sample at a column and row, for tests and rare look-ups; kernels use `samples`.
  public subscript(column: Int, row: Int) -> Sample {
    get {
      precondition(column >= 0 && column < width && row >= 0 && row < height, "outside the raster")
      return samples[row * width + column]
    }
    set {
      precondition(column >= 0 && column < width && row >= 0 && row < height, "outside the raster")
      let position = row * width + column
      var view = mutableSamples
      view[position] = newValue
    }
  }
}

// SAFETY: a raster owns its memory alone and has no reference semantics, so moving it to another thread moves the
// only access; concurrent borrows can only read, because every write goes through `mutating` access.
extension Raster: @unchecked Sendable {}

/// The bands of one window as their files hold them: whole numbers of 16 bits, a band that is coarser than the grid at its own
/// resolution.
///
/// Where a few bands settle most pixels, converting and resampling all bands costs more than the decision. A reader fills the
/// stack, and later makes the numbers of a `BandStack` of those pixels alone that are asked for.
///
/// - Complexity: one allocation; `reshape` allocates only to grow. Memory is 2 bytes per number.
public struct NumberStack: ~Copyable, Sendable {
  /// What a band's numbers mean.
  public struct Band: Sendable {
    /// The role.
    public var role: BandRole
    /// From digital number to reflectance.
    public var scaling: BandScaling
    /// The number that stands for no data, if there is one.
    public var noData: UInt16?
    /// Whether its pixels are those of the grid.
    public var isFine: Bool

    /// Creates a description.
    public init(role: BandRole, scaling: BandScaling, noData: UInt16?, isFine: Bool) {
      self.role = role
      self.scaling = scaling
      self.noData = noData
      self.isFine = isFine
    }
  }

  /// The bands, in the order of their numbers.
  public private(set) var bands: [Band] = []
  /// The number of columns of the window, in pixels of the grid.
  public private(set) var width = 0
  /// The number of rows of the window, in pixels of the grid.
  public private(set) var height = 0
  /// Where the numbers of each band start and end.
  private var starts: [Int] = []
  private var ends: [Int] = []
  private var numbers = Raster<UInt16>(width: 0, height: 1)

  /// Creates an empty stack.
  public init() {}
}

extension NumberStack {
  /// The number of pixels of the window.
  public var pixelCount: Int { width * height }

  /// Gives the stack another window; its numbers are unspecified afterwards.
  ///
  /// - Parameter counts: How many numbers each band has; those of a fine band are the pixels of the window.
  public mutating func reshape(bands: [Band], counts: [Int], width: Int, height: Int) {
    precondition(bands.count == counts.count, "one count per band")
    self.bands = bands
    self.width = width
    self.height = height
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    var total = 0
    for (band, count) in zip(bands, counts) {
      precondition(!band.isFine || count == width * height, "a fine band fills the window")
      starts.append(total)
      ends.append(total + count)
      // Each band begins at a multiple of 64 bytes.
      total += (count + 31) / 32 * 32
    }
    numbers.reshape(width: total, height: 1)
  }

  /// The position of a role's band, if the stack has it.
  public func position(of role: BandRole) -> Int? { bands.firstIndex { $0.role == role } }

  /// The numbers of the band at a position, row after row.
  @_lifetime(borrow self)
  public borrowing func numbers(at position: Int) -> Span<UInt16> {
    numbers.samples.extracting(starts[position]..<ends[position])
  }

  /// The numbers of the band at a position for writing, row after row.
  @_lifetime(&self)
  public mutating func mutableNumbers(at position: Int) -> MutableSpan<UInt16> {
    numbers.mutableSamples(in: starts[position]..<ends[position])
  }
}

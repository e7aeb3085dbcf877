/// The bands of one window in memory: one plane of `Float` digital numbers per role, all of one size.
///
/// Not-a-number means no data. Values are digital numbers as stored (bilinearly resampled where a band is coarser than
/// the grid); the scaling of each plane says how they become reflectance. Kernels receive planes as spans.
///
/// - Complexity: one allocation; `reshape` allocates only to grow. Memory is 4 bytes × roles × pixels.
public struct BandStack: ~Copyable, Sendable {
  /// The roles, in the order of the planes.
  public private(set) var roles: [BandRole]
  /// From digital number to reflectance, one per role.
  public private(set) var scalings: [BandScaling]
  /// The number of columns.
  public private(set) var width: Int
  /// The number of rows.
  public private(set) var height: Int
  private var planes: Raster<Float>

  /// Creates a stack of planes filled with zero.
  public init(roles: [BandRole], scalings: [BandScaling], width: Int, height: Int) {
    precondition(roles.count == scalings.count, "one scaling per role")
    self.roles = roles
    self.scalings = scalings
    self.width = width
    self.height = height
    planes = Raster(width: width, height: height * roles.count)
  }
}

extension BandStack {
  /// The number of pixels of one plane.
  public var pixelCount: Int { width * height }

  /// Makes the stack one of another scene, keeping its memory where it suffices; the contents are unspecified afterwards.
  public mutating func reuse(
    roles: [BandRole], scalings: [BandScaling], width: Int, height: Int
  ) {
    precondition(roles.count == scalings.count, "one scaling per role")
    self.roles = roles
    self.scalings = scalings
    reshape(width: width, height: height)
  }

  /// Gives all planes another size; their contents are unspecified afterwards.
  public mutating func reshape(width: Int, height: Int) {
    self.width = width
    self.height = height
    planes.reshape(width: width, height: height * roles.count)
  }

  /// The position of a role's plane, if the stack has it.
  public func position(of role: BandRole) -> Int? { roles.firstIndex(of: role) }

  /// The scaling of a role's plane; a role that the stack lacks is a programmer's error.
  public func scaling(of role: BandRole) -> BandScaling { scalings[required(role)] }

  /// The plane of a role, row after row; a role that the stack lacks is a programmer's error.
  @_lifetime(borrow self)
  public borrowing func plane(_ role: BandRole) -> Span<Float> {
    let start = required(role) * pixelCount
    return planes.samples.extracting(start..<start + pixelCount)
  }

  /// The plane of a role for writing; a role that the stack lacks is a programmer's error.
  @_lifetime(&self)
  public mutating func mutablePlane(_ role: BandRole) -> MutableSpan<Float> {
    let start = required(role) * pixelCount
    return planes.mutableSamples(in: start..<start + pixelCount)
  }

  private func required(_ role: BandRole) -> Int {
    guard let position = position(of: role) else {
      preconditionFailure("the stack has no plane for \(role.rawValue)")
    }
    return position
  }
}

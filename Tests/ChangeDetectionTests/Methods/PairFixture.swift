import Imagery

@testable import ChangeDetection

/// A pair of scenes in which the spread of every band is known: a stable background whose differences are −20, −10, 0, 10
/// and 20 counts in turn (median 0, median absolute deviation 10), and single pixels of interest at its end.
struct PairFixture: ~Copyable {
  static let roles: [BandRole] = [.blue, .green, .red, .nir, .swir1, .swir2]
  static let background = 1000
  /// The methods that hold single quantities against thresholds; `ir-mad` parts the pair's lengths into two classes instead.
  static let thresholdMethods: [any PixelChangeMethod.Type] = [
    IndexChangeMethod.self, ChangeVectorMethod.self,
  ]

  var before: BandStack
  var after: BandStack
  var usable: [UInt8]

  /// Reflectances × 10000 of one pixel at both dates, in the order of `roles`.
  struct Pixel {
    var before: [Float]
    var after: [Float]
  }

  init(_ pixels: [Pixel], roles: [BandRole] = Self.roles) {
    let stable: [Float] = [600, 900, 800, 3000, 1800, 1000]
    let steps: [Float] = [-20, -10, 0, 10, 20]
    func planes(_ values: (Int, Int) -> Float) -> [(BandRole, [Float])] {
      roles.map { role in
        let band = Self.roles.firstIndex(of: role) ?? 0
        return (role, (0..<Self.background + pixels.count).map { values($0, band) })
      }
    }
    let count = Self.background + pixels.count
    before = StackFactory.stack(
      planes { i, band in
        i < Self.background ? stable[band] : pixels[i - Self.background].before[band]
      },
      width: count)
    // Bands take their steps at different pixels, or NDVI would hardly vary.
    after = StackFactory.stack(
      planes { i, band in
        i < Self.background
          ? stable[band] + steps[(i + 2 * band) % 5] : pixels[i - Self.background].after[band]
      }, width: count)
    usable = [UInt8](repeating: 1, count: count)
  }

  /// Stores the same reflectances as floating-point numbers from 0 to 1, whose unit is 1.
  mutating func becomeFloatingPoint() {
    before = Self.divided(before)
    after = Self.divided(after)
  }

  private static func divided(_ stack: borrowing BandStack) -> BandStack {
    var planes: [(BandRole, [Float])] = []
    for role in stack.roles {
      planes.append((role, stack.plane(role).array.map { $0 / 10_000 }))
    }
    return StackFactory.stack(
      planes, scaling: BandScaling(offset: 0, unit: 1), width: stack.width)
  }

  /// The change-vector magnitudes of the pixels of interest, in hundredths.
  func magnitudes(_ method: any PixelChangeMethod) throws -> [Int16] {
    let block = try detect(method)
    return Array(block.plane(.magnitude).array[Self.background...])
  }

  /// The states of the pixels of interest.
  func states(_ method: any PixelChangeMethod) throws -> [UInt8] {
    Array(try detect(method).state.array[Self.background...])
  }

  /// The block of all pixels.
  func detect(_ method: any PixelChangeMethod) throws -> ChangeBlock {
    var sample = PairSample(of: method.sampledQuantities, drawing: method.drawnRoles)
    sample.add(before: before, after: after, usable: usable.span)
    let statistics = try sample.statistics()
    var block = ChangeBlock(evidence: method.evidence, width: before.width, height: 1)
    method.detect(
      before: before, after: after, usable: usable.span, statistics: statistics, into: &block)
    return block
  }
}

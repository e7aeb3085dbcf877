import Foundation
import Imagery
import TestSupport

@testable import ChangeDetection

/// What NumPy and SciPy make of the steps of `ir-mad`: `Oracles/alteration.json`, written by `Oracles/alteration.py`.
struct AlterationExpectations: Decodable {
  var before: [[Float]]
  var after: [[Float]]
  var correlations: [Double]
  var squares: [Double]
  /// Slope, intercept and correlation of each band.
  var lines: [[Double]]
  var numbers: [Double]
  /// The two numbers that the threshold lies between.
  var between: [Double]
  var matrix: [Double]
  var eigenvalues: [Double]
  /// Degrees of freedom, χ², tail.
  var tails: [[Double]]

  static let roles: [BandRole] = [.green, .red, .nir]

  static func load() throws -> AlterationExpectations {
    let place = TestData.packageRoot.appending(
      path: "Tests/ChangeDetectionTests/Oracles/alteration.json")
    return try JSONDecoder().decode(AlterationExpectations.self, from: Data(contentsOf: place))
  }

  func stack(_ date: PairDate, width: Int) -> BandStack {
    StackFactory.stack(
      Array(zip(Self.roles, date == .before ? before : after)), width: width)
  }

  /// A sample of all pixels, taken in parts in some order.
  func sample(rows: [Int]) -> PairSample {
    let width = 60
    let (first, second) = (before, after)
    var merged = PairSample(of: [], drawing: Self.roles)
    for row in rows {
      func part(_ planes: [[Float]]) -> BandStack {
        StackFactory.stack(
          Array(zip(Self.roles, planes.map { Array($0[row * width..<(row + 1) * width]) })),
          width: width)
      }
      var sample = PairSample(of: [], drawing: Self.roles)
      let usable = [UInt8](repeating: 1, count: width)
      sample.add(
        before: part(first), after: part(second), usable: usable.span, row: row, column: 0)
      merged.merge(sample)
    }
    return merged
  }
}

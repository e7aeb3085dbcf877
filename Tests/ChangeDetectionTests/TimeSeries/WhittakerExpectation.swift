/// A series and its smoothed grid values as another program computed them.
struct WhittakerExpectation: Sendable, CustomStringConvertible {
  var name: String
  var step: Int
  var roughness: Double
  var days: [Int]
  var values: [Double]
  var weights: [Double]
  var expected: [(day: Int, value: Double)]

  var description: String { name }
}

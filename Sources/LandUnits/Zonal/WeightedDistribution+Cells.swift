import Imagery

extension WeightedDistribution {
  /// Adds the values with data, `count` of them, with a weight each.
  mutating func add(_ values: Span<Int16>, weights: Span<UInt32>, withData count: Int) {
    precondition(values.count == weights.count)
    if makeRoom(for: count) {
      var next = listCount
      // A local copy of the reference: checks for exclusive access and uniqueness happen once, not per value.
      var entries = list
      list = []
      var view = entries.mutableSpan
      for position in values.indices where values[position] != IndexValue.noData {
        view[next] = Self.entry(values[position], weights[position])
        next += 1
      }
      list = entries
      listCount = next
    } else {
      for position in values.indices where values[position] != IndexValue.noData {
        addToBins(
          Int(UInt16(bitPattern: values[position]) ^ 0x8000), UInt64(weights[position]))
      }
    }
  }

  /// Adds the values with data, `count` of them, of cells that are covered whole.
  mutating func addWhole(_ values: Span<Int16>, withData count: Int) {
    if makeRoom(for: count) {
      var next = listCount
      var entries = list
      list = []
      var view = entries.mutableSpan
      for position in values.indices where values[position] != IndexValue.noData {
        view[next] = Self.entry(values[position], CoverageWeight.full)
        next += 1
      }
      list = entries
      listCount = next
    } else {
      for position in values.indices where values[position] != IndexValue.noData {
        addToBins(
          Int(UInt16(bitPattern: values[position]) ^ 0x8000), UInt64(CoverageWeight.full))
      }
    }
  }
}

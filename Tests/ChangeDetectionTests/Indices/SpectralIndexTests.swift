import Testing

@testable import ChangeDetection

@Suite struct SpectralIndexTests {
  @Test(arguments: SpectralIndex.allCases)
  func `an index says what it is, needs and comes from`(index: SpectralIndex) {
    #expect(!index.title.isEmpty)
    #expect(index.chineseTitle.unicodeScalars.contains { $0.value > 0x4E00 })
    #expect(!index.formula.isEmpty)
    #expect(!index.reference.isEmpty)
    #expect(Set(index.requiredRoles).count == index.requiredRoles.count)
  }

  @Test func `names on the command line are those of the contract`() {
    #expect(SpectralIndex(rawValue: "ndti_till") == .ndtiTillage)
    #expect(SpectralIndex(rawValue: "ri") == .redness)
    #expect(SpectralIndex(rawValue: "ndti") == nil)
  }

  @Test(arguments: SpectralIndex.allCases)
  func `an index that does not need reflectance ignores a common factor of all bands`(
    index: SpectralIndex
  ) {
    // Halving every number is exact, so a ratio keeps its bits.
    let full: [Float] = [500, 760, 900, 1200, 3000, 2500, 1800]
    let found = [1, 0.5].map { factor in
      let planes = zip(ComputeIndexTests.roles, full).map { ($0, [$1 * Float(factor)]) }
      let stack = StackFactory.stack(planes, width: 1)
      var values: [Int16] = [0]
      var view = values.mutableSpan
      computeIndex(index, from: stack, into: &view)
      return view[0]
    }
    #expect((found[0] == found[1]) == !index.needsReflectance)
  }
}

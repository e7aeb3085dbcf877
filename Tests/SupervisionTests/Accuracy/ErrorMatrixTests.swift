import Supervision
import Testing

@Suite struct ErrorMatrixTests {
  @Test func `shares are the fractions of the counts`() {
    // 40 true positives, 10 false positives, 20 false negatives, 130 true negatives: exact fractions.
    var matrix = ErrorMatrix(classes: ["unchanged", "changed"])
    matrix.add(130, map: 0, reference: 0)
    matrix.add(20, map: 0, reference: 1)
    matrix.add(10, map: 1, reference: 0)
    matrix.add(40, map: 1, reference: 1)
    #expect(matrix.total == 200)
    #expect(matrix.overall == 0.85)
    #expect(matrix.usersAccuracy(1) == 0.8)
    #expect(matrix.producersAccuracy(1) == 40.0 / 60)
    #expect(matrix.f1(1) == 80.0 / 110)
    #expect(matrix.intersectionOverUnion(1) == 40.0 / 70)
  }

  @Test func `what was never mapped has no user's accuracy`() {
    var matrix = ErrorMatrix(classes: ["unchanged", "changed"])
    #expect(matrix.overall == nil)
    matrix.add(5, map: 0, reference: 0)
    #expect(matrix.usersAccuracy(1) == nil)
    #expect(matrix.producersAccuracy(1) == nil)
    #expect(matrix.f1(1) == nil)
  }
}

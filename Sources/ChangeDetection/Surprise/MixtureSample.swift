/// Joint vectors of sampled pixels, in groups of eight: what mixtures are fitted to.
///
/// A vector has the standardised bands of the earlier date, then those of the later one. Groups hold eight pixels, one number of
/// lanes per dimension. Only whole groups are kept.
struct MixtureSample: Sendable {
  /// How many numbers a vector has.
  let dimensions: Int
  /// `dimensions` lanes per group.
  private(set) var lanes: [FloatLanes] = []
  /// The number of groups.
  var groups: Int { lanes.count / dimensions }
  /// The number of vectors.
  var count: Int { groups * 8 }

  /// Groups vectors given one dimension after the other; up to seven at the end are left out.
  init(_ columns: [[Float]]) {
    dimensions = columns.count
    let groups = (columns.first?.count ?? 0) / 8
    lanes.reserveCapacity(groups * columns.count)
    for group in 0..<groups {
      for column in columns {
        var eight = FloatLanes()
        for lane in 0..<8 { eight[lane] = column[group * 8 + lane] }
        lanes.append(eight)
      }
    }
  }

  /// A number of a vector.
  func value(_ vector: Int, _ dimension: Int) -> Float {
    lanes[vector / 8 * dimensions + dimension][vector % 8]
  }
}

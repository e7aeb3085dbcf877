extension GaussianMixture {
  /// What is added to the diagonal of covariances, in squared standard deviations of a band: keeps them positive.
  static let covarianceFloor = 1e-3
  static let clusteringSteps = 10
  static let expectationSteps = 31

  /// Fits a mixture by expectation maximisation (Dempster, Laird and Rubin 1977) from clusters of k-means (Lloyd 1982).
  ///
  /// Sums are over fixed groups of eight lanes in single precision, blocks of 64 groups in double precision, so the result
  /// depends on the sample, the seed and nothing else.
  ///
  /// - Parameters:
  ///   - sample: The vectors; at least as many as components.
  ///   - components: How many, up to 16.
  ///   - seed: Chooses the vectors that the clusters start from.
  static func fitted(to sample: MixtureSample, components: Int, seed: UInt64) -> GaussianMixture {
    precondition(components > 0 && components <= 16 && sample.count >= components)
    let clusters = cluster(sample, components, seed)
    let size = sample.dimensions
    var mixture = GaussianMixture(
      dimensions: size,
      components: clusters.centres.map { centre in
        Component(
          weight: 1, mean: centre.map(Double.init),
          covariance: [Double](repeating: 0, count: size * size))
      })
    let stride = 1 + size + size * (size + 1) / 2
    var sums = [Double](repeating: 0, count: stride * components)
    addMoments(of: sample, clusters.members, means: mixture.means, to: &sums)
    mixture.update(from: sums, count: sample.count)
    for _ in 0..<expectationSteps {
      for i in sums.indices { sums[i] = 0 }
      addMoments(of: sample, MixtureCoefficients(mixture), to: &sums)
      mixture.update(from: sums, count: sample.count)
    }
    return mixture
  }

  /// The means in the order of the components.
  private var means: [Float] { components.flatMap { $0.mean.map { Float($0) } } }

  /// Takes weights, means and covariances from moments about the present means.
  private mutating func update(from sums: [Double], count: Int) {
    let size = dimensions
    let stride = 1 + size + size * (size + 1) / 2
    for k in components.indices {
      let start = k * stride
      let mass = sums[start] + 1e-9
      components[k].weight = mass / Double(count)
      let move = (0..<size).map { sums[start + 1 + $0] / mass }
      var next = start + 1 + size
      // The mean was rounded to single precision when the moments were taken about it.
      for i in 0..<size { components[k].mean[i] = Double(Float(components[k].mean[i])) + move[i] }
      for i in 0..<size {
        for j in 0...i {
          let value = sums[next] / mass - move[i] * move[j]
          next += 1
          components[k].covariance[i * size + j] = value
          components[k].covariance[j * size + i] = value
        }
        components[k].covariance[i * size + i] += Self.covarianceFloor
      }
    }
  }

  /// Lloyd's algorithm from vectors chosen by the seed.
  private static func cluster(
    _ sample: MixtureSample, _ count: Int, _ seed: UInt64
  ) -> (centres: [[Float]], members: [UInt8]) {
    var random = SplitMix64(state: seed)
    let size = sample.dimensions
    var centres = random.distinctNumbers(count, below: sample.count).map { vector in
      (0..<size).map { sample.value(vector, $0) }
    }
    var members = [UInt8](repeating: 0, count: sample.count)
    for _ in 0..<clusteringSteps {
      assign(sample, to: centres.flatMap { $0 }, into: &members)
      var sums = [Double](repeating: 0, count: count * size)
      var counts = [Int](repeating: 0, count: count)
      for vector in 0..<sample.count {
        let own = Int(members[vector])
        counts[own] += 1
        for i in 0..<size { sums[own * size + i] += Double(sample.value(vector, i)) }
      }
      for k in 0..<count where counts[k] > 0 {
        for i in 0..<size { centres[k][i] = Float(sums[k * size + i] / Double(counts[k])) }
      }
    }
    return (centres, members)
  }

  /// Finds the nearest centre of each vector; the first of equally near ones.
  private static func assign(
    _ sample: MixtureSample, to centres: [Float], into members: inout [UInt8]
  ) {
    let size = sample.dimensions
    let count = centres.count / size
    let lanes = sample.lanes.span
    let centreView = centres.span
    var view = members.mutableSpan
    for group in 0..<sample.groups {
      var nearest = FloatLanes(repeating: .infinity)
      var own = FloatLanes()
      for k in 0..<count {
        var distance = FloatLanes()
        for i in 0..<size {
          let delta = lanes[group &* size &+ i] - centreView[k &* size &+ i]
          distance += delta * delta
        }
        let isNearer = distance .< nearest
        own.replace(with: FloatLanes(repeating: Float(k)), where: isNearer)
        nearest.replace(with: distance, where: isNearer)
      }
      for lane in 0..<8 { view[group &* 8 &+ lane] = UInt8(own[lane]) }
    }
  }
}

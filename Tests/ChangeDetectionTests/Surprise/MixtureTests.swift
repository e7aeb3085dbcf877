import Foundation
import Testing

@testable import ChangeDetection

@Suite struct MixtureTests {
  // Single precision: densities of some 50 nats are off by some 10⁻⁵.
  @Test func `surprise is that of SciPy's densities`() throws {
    for expected in try SurpriseExpectations.load().mixtures {
      let columns = expected.vectors[0].indices.map { place in expected.vectors.map { $0[place] } }
      let sample = MixtureSample(columns)
      var sums = [FloatLanes](repeating: FloatLanes(), count: sample.groups)
      addSurprise(of: sample.lanes, MixtureCoefficients(expected.model), to: &sums)
      for (vector, surprise) in expected.surprise.enumerated() {
        let found = Double(sums[vector / 8][vector % 8])
        #expect(abs(found - surprise) < 1e-4 * max(1, abs(surprise)), "\(vector)")
      }
    }
  }

  @Test func `exponentials and logarithms are those of the C library`() {
    for step in 0..<4000 {
      let x = -Float(step) * 0.02
      let found = Double(exponential(FloatLanes(repeating: x))[3])
      #expect(abs(found / exp(Double(x)) - 1) < 1e-6, "exp \(x)")
    }
    for step in 1..<4000 {
      let x = Float(step) * 0.0171
      #expect(
        abs(Double(logarithm(FloatLanes(repeating: x))[5]) - log(Double(x))) < 1e-6, "log \(x)")
      #expect(abs(logarithm(Double(x)) - log(Double(x))) < 1e-14 * max(1, abs(log(Double(x)))))
    }
  }

  // The truth is what the sample was drawn from.
  @Test func `a fitted mixture is the one that the sample was drawn from`() {
    var random = SplitMix64(state: 7)
    func normal() -> Double {
      let one = Double(random.next() >> 11) / 0x1p53 + 1e-18
      let two = Double(random.next() >> 11) / 0x1p53
      return (-2 * log(one)).squareRoot() * cos(2 * .pi * two)
    }
    var columns = [[Float]](repeating: [], count: 4)
    for vector in 0..<8192 {
      let isFirst = vector % 4 != 0
      let a = normal()
      let b = normal()
      let values = isFirst ? [a, b, 0.9 * a + 0.2 * normal(), b] : [a + 6, b - 5, normal(), b + 3]
      for place in 0..<4 { columns[place].append(Float(values[place])) }
    }
    let mixture = GaussianMixture.fitted(to: MixtureSample(columns), components: 2, seed: 1)
    let sorted = mixture.components.sorted { $0.weight > $1.weight }
    #expect(abs(sorted[0].weight - 0.75) < 0.005)
    #expect(abs(sorted[0].covariance[0 * 4 + 2] - 0.9) < 0.05)
    #expect(abs(sorted[0].covariance[2 * 4 + 2] - 0.85) < 0.05)
    #expect(abs(sorted[1].mean[0] - 6) < 0.1)
    #expect(abs(sorted[1].mean[1] + 5) < 0.1)
  }
}

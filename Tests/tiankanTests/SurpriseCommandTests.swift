import Foundation
import TestSupport
import Testing

/// The simulated pairs (模拟数据) of `make_confusers.py`: a site, and something besides that is no construction.
@Suite(.enabled(if: Program.hasPython)) struct SurpriseCommandTests {
  static let pairs = Result {
    let folder = try TemporaryFolder()
    let script = TestData.packageRoot.appending(
      path: "Tests/tiankanTests/Fixtures/make_confusers.py")
    let made = try Program.run(Program.python, [script.path, folder.url.path])
    try #require(made.status == 0, "make_confusers.py: \(made.notices)")
    return folder
  }

  let pairs: TemporaryFolder
  let folder: TemporaryFolder

  init() throws {
    pairs = try Self.pairs.get()
    folder = try TemporaryFolder()
  }

  /// Compares a pair by the default method, and returns the path of the mask.
  private func mask(
    of event: String, kind: String = "", _ more: [String] = []
  ) throws -> String {
    let mask = folder.path("mask\(kind)\(more.joined()).tif")
    let outcome = try Program.tiankan(
      [
        "diff", pairs.path("\(event)/before\(kind)"), pairs.path("\(event)/after\(kind)"),
        "--dn-offset", "0", "--mask", mask, "--out", mask + ".gpkg",
      ] + more)
    try #require(outcome.status == 0, "\(outcome.notices)")
    return mask
  }

  // What a third of the fields do is no surprise. A single field that alone does it would be one: docs/algorithms.md says so.
  @Test(arguments: [
    "nothing", "ploughing", "harvest", "film", "flooding", "shadow", "fallow", "drying", "tide",
  ])
  func `a site is found beside what much of the scene does, and that is not reported`(
    event: String
  ) throws {
    let shares = try Reference.python(
      """
      mask = gdal.Open(sys.argv[1]).ReadAsArray() == 1
      site, touched = np.load(sys.argv[2] + "/site.npy"), np.load(sys.argv[2] + "/" + sys.argv[3] + "/touched.npy")
      near = np.zeros_like(site)
      rows, columns = np.nonzero(site)
      near[rows.min() - 4 : rows.max() + 5, columns.min() - 4 : columns.max() + 5] = True
      print(mask[site].mean(), (mask & ~near).sum() / max(1, touched.sum()))
      """, try mask(of: event), pairs.url.path, event)
    let numbers = shares[0].split(separator: " ").compactMap { Double($0) }
    #expect(numbers[0] >= 0.9, "of the site")
    #expect(numbers[1] <= 0.01, "of what was touched")
  }

  @Test func `threads and the blocks of the files leave the mask as it is`() throws {
    let equal = try Reference.python(
      """
      masks = [gdal.Open(path).ReadAsArray() for path in sys.argv[1:]]
      print(all((masks[0] == mask).all() for mask in masks[1:]), int((masks[0] == 1).sum() > 300))
      """, try mask(of: "ploughing"), try mask(of: "ploughing", ["--threads", "1"]),
      try mask(of: "ploughing", kind: "-strips"))
    #expect(equal == ["True 1"])
  }
}

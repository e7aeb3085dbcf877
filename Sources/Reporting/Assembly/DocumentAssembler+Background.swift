import LedgerStore
import Supervision

extension DocumentAssembler {
  /// The long background among the results of a land unit; nil where there is none.
  func background(_ results: [UnitResultRow]) -> ReportBackground? {
    guard let whole = results.first(where: { $0.period == BackgroundResult.whole }),
      let index = whole.tests.lazy.compactMap({ BackgroundResult.index(ofTest: $0.name) }).first
    else { return nil }
    let name = BackgroundResult.changeTest(of: index)
    var background = ReportBackground(
      index: term(.indices, index), state: term(.findings, whole.state),
      probability: whole.tests.first { $0.name == BackgroundResult.probability }?.value,
      disturbance: nil, segments: [])
    for row in results {
      guard let years = BackgroundResult.years(of: row.period),
        let change = row.tests.first(where: { $0.name == name })?.value
      else { continue }
      let duration = years.upperBound - years.lowerBound
      background.segments.append(
        ReportBackground.Segment(
          from: years.lowerBound, to: years.upperBound, state: term(.findings, row.state),
          change: change, changePerYear: change / Double(duration)))
    }
    background.segments.sort { $0.from < $1.from }
    if let test = whole.tests.first(where: { $0.name == name }), test.isMet == true,
      let change = test.value, let years = BackgroundResult.years(of: test.period)
    {
      background.disturbance = ReportBackground.Disturbance(
        year: years.lowerBound + 1, magnitude: -change,
        years: years.upperBound - years.lowerBound)
    }
    return background
  }
}

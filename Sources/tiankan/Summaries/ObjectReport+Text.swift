import Monitoring

extension ObjectReport {
  /// The figures as `assess` prints them for people.
  var text: String {
    func share(_ one: Share?) -> String {
      guard let one else { return "-" }
      return "\(one.count)/\(one.of) = \(AccuracyText.decimals(one.value, 3)) "
        + "(\(AccuracyText.decimals(one.lower, 3))–\(AccuracyText.decimals(one.upper, 3)))"
    }
    func rate(_ value: Double, _ lower: Double, _ upper: Double) -> String {
      "\(AccuracyText.decimals(value, 3)) (\(AccuracyText.decimals(lower, 3))–\(AccuracyText.decimals(upper, 3)))"
    }
    func days(_ delay: Delay?) -> String {
      guard let delay else { return "-" }
      return
        "中位 median \(delay.median), 九成 nine of ten ≤ \(delay.ninth), \(delay.least) … \(delay.most) 天 days"
    }
    return [
      "对象 objects: \(kind), \(states.joined(separator: ", ")); \(events) events, \(others) others",
      "  发现 events found: \(share(found))",
      "  正确 clues on events: \(share(right))",
      "  误报 false alarms: \(falseAlarms) in \(AccuracyText.decimals(squareKilometres, 2)) km² and \(AccuracyText.decimals(months, 1)) months",
      "    每百平方公里每月 per 100 km² and month: \(rate(falsePerMonth, falsePerMonthLower, falsePerMonthUpper))",
      "    每百平方公里 per 100 km²: \(rate(falsePerArea, falsePerAreaLower, falsePerAreaUpper))",
      "  首次发现 first day after the event: \(days(firstDelay))",
      "  确认 confirmed after the event: \(days(confirmedDelay))",
      "区间 intervals: 95 %",
    ].joined(separator: "\n")
  }
}

import ArgumentParser
import Imagery

/// The two dates of `--dates A,B`.
struct StatedDates: ExpressibleByArgument {
  var before: CalendarDate
  var after: CalendarDate

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, let before = CalendarDate(String(parts[0])),
      let after = CalendarDate(String(parts[1]))
    else { return nil }
    self.before = before
    self.after = after
  }
}

import ArgumentParser
import Reporting

/// The languages of reports on the command line.
enum ReportLanguageOption: String, ExpressibleByArgument, CaseIterable {
  case zh, en

  var language: ReportLanguage { self == .zh ? .chinese : .english }
}

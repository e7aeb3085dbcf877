import ArgumentParser
import Diagnostics
import Foundation
import InspectionService

/// `tiankan serve user token`: a token for a program.
struct ServeUserTokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Give a user a token for a program; it is printed once and kept as a hash.",
    discussion: """
      A second token of the same label takes the place of the first.

      Example:
        export GDAL_HTTP_HEADERS="Authorization: Bearer $(tiankan serve user token 王五 --label qgis)"
      """)

  @Argument(help: "The user.")
  var name: String

  @Option(help: "What it is for.")
  var label: String

  @Option(help: "How many days it lasts.")
  var days = 90

  @OptionGroup var file: UsersOption
  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    guard (1...3660).contains(days) else { throw ValidationError("--days takes 1 to 3660") }
  }

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      var users = try UsersFile(reading: file.users)
      let token = try users.addToken(
        to: name, label: label, expires: Date.now.addingTimeInterval(Double(days) * 86_400))
      try users.write(to: file.users)
      try StandardStreams.print(token)
      return []
    }
  }
}

import ArgumentParser
import Diagnostics
import InspectionService

/// `tiankan serve user remove`: ends sessions and tokens of a user.
struct ServeUserRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract:
      "Remove a user; their sessions and tokens end within seconds, what they recorded stays.")

  @Argument(help: "The user.")
  var name: String

  @OptionGroup var file: UsersOption
  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      var users = try UsersFile(reading: file.users)
      try users.remove(name)
      try users.write(to: file.users)
      try StandardStreams.print(file.users)
      return []
    }
  }
}

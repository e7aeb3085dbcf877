import ArgumentParser
import Diagnostics
import Foundation
import InspectionService

/// `tiankan serve user add`: a user with role, counties and password.
struct ServeUserAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a user, or give one of that name another role or password.",
    discussion: """
      The password is read from standard input, one line, and kept as a hash. On a terminal it is not shown.

      Examples:
        tiankan serve user add 王五 --role inspector --county 350582
        tiankan serve user add province --role reviewer --all-counties < password.txt
      """)

  @Argument(help: "The name, which the journal keeps.")
  var name: String

  @Option(help: "viewer, inspector, reviewer or administrator.", transform: Self.role)
  var role: Role

  @Option(help: ArgumentHelp("A county that they see; may be repeated.", valueName: "code"))
  var county: [String] = []

  @Flag(help: "They see all counties.")
  var allCounties = false

  @Flag(help: "Without password: for programs that get a token.")
  var withoutPassword = false

  @OptionGroup var file: UsersOption
  @OptionGroup var consoleOptions: ConsoleOptions

  private static func role(_ text: String) throws -> Role {
    guard let role = Role(rawValue: text) else {
      throw ValidationError("--role takes viewer, inspector, reviewer or administrator")
    }
    return role
  }

  func validate() throws {
    guard allCounties != !county.isEmpty else {
      throw ValidationError("give --county CODE, or --all-counties")
    }
  }

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      var users = try file.load()
      let known = users.accounts[name]
      let password =
        withoutPassword ? nil : try PasswordHash(of: try PasswordPrompt.read(for: name))
      try users.put(
        Account(
          name: name, role: role, counties: allCounties ? nil : Set(county), password: password,
          tokens: known?.tokens ?? []))
      try users.write(to: file.users)
      try StandardStreams.print(file.users)
      return []
    }
  }
}

import ArgumentParser
import Diagnostics
import Foundation
import InspectionService

/// `tiankan serve user list`: who may use the service.
struct ServeUserListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List users, roles, counties and tokens.")

  @OptionGroup var file: UsersOption
  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let users = try UsersFile(reading: file.users)
      for account in users.accounts.values.sorted(by: { $0.name < $1.name }) {
        let counties = account.counties?.sorted().joined(separator: ",") ?? "*"
        let tokens = account.tokens.map {
          "\($0.label) (\($0.expires.formatted(.iso8601.year().month().day())))"
        }
        try StandardStreams.print(
          ([account.name, account.role.rawValue, counties] + tokens).joined(separator: "\t"))
      }
      return []
    }
  }
}

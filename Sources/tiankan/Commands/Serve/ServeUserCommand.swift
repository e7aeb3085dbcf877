import ArgumentParser

/// `tiankan serve user`: who may use the service.
struct ServeUserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user",
    abstract: "Add, list and remove users, and give tokens to programs.",
    subcommands: [
      ServeUserAddCommand.self, ServeUserTokenCommand.self, ServeUserListCommand.self,
      ServeUserRemoveCommand.self,
    ])
}

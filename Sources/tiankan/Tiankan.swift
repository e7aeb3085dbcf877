import ArgumentParser

@main
struct Tiankan: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "tiankan")
}

import ArgumentParser

/// `tiankan serve`: the inspection service and its users.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answer browsers, QGIS and other programs over HTTP (核查服务).",
    discussion: """
      Opens the map with clues, projects and parcels over the imagery, records what inspectors found, and offers OGC API – \
      Features, tiles and STAC. Findings are clues (线索); nothing is judged.

      Examples:
        tiankan serve user add 王五 --role inspector --county 350582 --users users.yaml
        tiankan serve --config county.yaml --service service.yaml --listen 127.0.0.1:8080
      """,
    subcommands: [ServeStartCommand.self, ServeUserCommand.self],
    defaultSubcommand: ServeStartCommand.self)
}

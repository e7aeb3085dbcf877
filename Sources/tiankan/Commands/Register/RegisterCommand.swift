import ArgumentParser

/// `tiankan register`: the project register (项目库).
struct RegisterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "Import, check, show and export the register of projects (项目库).",
    discussion: """
      A mapping file says which layers and tables hold units, projects, sub-projects, plots, milestones, planned areas, \
      approvals and gates, and which of their fields mean what. An import is a proposal: it prints what would change and a \
      code; the same command with --confirm CODE makes it the next revision. Rows that cannot be used are listed with row \
      and column; the rest is proposed.

      Examples:
        tiankan register import mapping.yaml --register register.gpkg
        tiankan register import mapping.yaml --register register.gpkg --confirm 3f9a1c20b7de --person 张三
        tiankan register check --register register.gpkg
        tiankan register show project:XM001 --register register.gpkg
        tiankan register export --register register.gpkg --out export.gpkg
      """,
    subcommands: [
      RegisterImportCommand.self, RegisterCheckCommand.self, RegisterShowCommand.self,
      RegisterExportCommand.self,
    ])
}

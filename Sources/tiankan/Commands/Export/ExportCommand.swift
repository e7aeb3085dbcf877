import ArgumentParser

/// `tiankan export`: tables for other offices.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Tables for other offices: 监测图斑, 一张图 change sets, land-change-survey list.",
    discussion: """
      The ending of --out says the format: .shp (UTF-8 or GB18030, with .cpg), .gpkg, .gdb, .csv (outlines as WKT), .xlsx (no \
      outlines). What a format cannot hold is refused and never cut.

      Examples:
        tiankan export patches --config county.yaml --out patches.shp --encoding GB18030
        tiankan export onemap --config county.yaml --from 3 --out changes.gdb
        tiankan export survey --config county.yaml --out survey.xlsx
      """,
    subcommands: [
      ExportPatchesCommand.self, ExportOneMapCommand.self, ExportSurveyCommand.self,
    ])
}

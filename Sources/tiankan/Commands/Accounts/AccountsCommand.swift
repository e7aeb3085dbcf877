import ArgumentParser

/// `tiankan accounts`: the accounts of the register, the three lines, aftercare.
struct AccountsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accounts",
    abstract: "Accounts of cropland and permanent basic farmland (分年度核算), and the three lines.",
    discussion: """
      Areas stand in four columns: 申报, 实测, 复核认定, 遥感量算. Balances count 复核认定; what images show is a remark. Nothing here \
      decides money, ownership or the grade of farmland.

      Examples:
        tiankan accounts land --config county.yaml
        tiankan accounts land --register register.gpkg --json
        tiankan accounts lines --config county.yaml
        tiankan accounts care --config county.yaml --on 2029-06-30
        tiankan accounts reclaim --config county.yaml
        tiankan accounts idle --config county.yaml
        tiankan accounts quota --config county.yaml --rule-set jiangsu-intensive-2014
        tiankan accounts exchange --config county.yaml
      """,
    subcommands: [
      AccountsLandCommand.self, AccountsLinesCommand.self, AccountsCareCommand.self,
      AccountsReclaimCommand.self, AccountsIdleCommand.self, AccountsQuotaCommand.self,
      AccountsExchangeCommand.self, AccountsPotentialCommand.self, AccountsEvaluateCommand.self,
    ])
}

import ArgumentParser

/// `tiankan batch`: what is sent to counties, and what comes back.
struct BatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Propose, issue and close batches of clues for counties.",
    discussion: """
      A batch (批次) has a number, a date, a deadline, the cells of the county's management grid (网格) with who is \
      responsible, and a frozen snapshot. Later runs of monitor never change it.

      Examples:
        tiankan batch propose --config county.yaml
        tiankan batch issue --config county.yaml --county 350582 --deadline 2026-04-15 --responsible 张三 --grid-cell 东村
        tiankan batch pack 350582-2026-001 --config county.yaml --out pack
        tiankan batch feedback 350582-2026-001 clues.xlsx --config county.yaml --person 李四
        tiankan batch close 350582-2026-001 --config county.yaml --person 张三
      """,
    subcommands: [
      BatchProposeCommand.self, BatchIssueCommand.self, BatchListCommand.self,
      BatchShowCommand.self, BatchPackCommand.self, BatchFeedbackCommand.self,
      BatchAttachCommand.self, BatchCloseCommand.self,
    ])
}

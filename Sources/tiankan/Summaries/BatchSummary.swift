import Diagnostics
import LedgerStore
import Supervision

/// A batch with what became of it, for people and machines.
struct BatchSummary: Encodable {
  private struct Line: Encodable {
    var publicNumber: String
    var clueKey: String
    var priority: String
    var gridCell: String
    var responsible: String
    var result: String?
    var checked: String?

    enum CodingKeys: String, CodingKey {
      case priority, responsible, result, checked
      case publicNumber = "public_number"
      case clueKey = "clue_key"
      case gridCell = "grid_cell"
    }
  }

  private let batch: String
  private let county: String
  private let issued: String
  private let deadline: String
  private let gridCell: String
  private let responsible: String
  private let trial: Bool
  private let generation: Int
  private let heldBack: Int
  private let snapshotHash: String
  private let answered: Int
  private let closed: String?
  private let reason: String?
  private let clues: [Line]
  /// What is wrong with the snapshot.
  var problems: [String]?

  enum CodingKeys: String, CodingKey {
    case batch, county, issued, deadline, responsible, trial, generation, answered, closed, reason
    case clues, problems
    case gridCell = "grid_cell"
    case heldBack = "held_back"
    case snapshotHash = "snapshot_hash"
  }

  init(_ row: BatchRow, closing: BatchClosing?, checks: [FieldCheck]) {
    let found = Dictionary(
      checks.filter { $0.batch == row.number }.map { ($0.number, $0) },
      uniquingKeysWith: { _, last in last })
    batch = "\(row.number)"
    county = row.number.county
    issued = row.issued
    deadline = "\(row.deadline)"
    gridCell = row.gridCell
    responsible = row.responsible
    trial = row.isTrial
    generation = row.generation
    heldBack = row.heldBack
    snapshotHash = row.snapshotHash
    answered = found.count
    closed = closing?.time
    reason = closing.flatMap { $0.reason.isEmpty ? nil : $0.reason }
    clues = row.entries.map { entry in
      let check = found[entry.number]
      return Line(
        publicNumber: entry.number, clueKey: entry.key, priority: entry.priority,
        gridCell: entry.cell, responsible: entry.responsible, result: check?.result.rawValue,
        checked: check?.checked.map { "\($0)" })
    }
  }

  /// The batch in a few lines.
  var lines: [String] {
    [
      "批次 batch \(batch)\(trial ? " 试运行 trial" : ""): 下发 issued \(issued), 反馈期限 deadline \(deadline)",
      "  线索 clues \(clues.count), 已反馈 answered \(answered), 暂缓 held back \(heldBack); "
        + "网格 grid cell \(gridCell), 责任人 responsible \(responsible)"
        + (closed.map { ", 已办结 closed \($0)" } ?? ""),
    ]
  }

  /// The clues with their answers.
  func clueLines(_ vocabulary: Vocabulary) -> [String] {
    clues.map { line in
      let result = line.result.flatMap { FieldResult(rawValue: $0) }
        .map { vocabulary[$0].chinese }
      return
        "  \(line.priority) \(line.publicNumber) \(line.gridCell) \(line.responsible): "
        + "\(result ?? "未反馈 not answered")\(line.checked.map { " \($0)" } ?? "")"
    }
  }
}

public import Diagnostics
import Geometry
import Imagery
import LedgerStore
public import Supervision

/// Makes documents of a register: accounts, the three lines, the monthly report. With a ledger they say what images show.
public struct RegisterReporter {
  let register: Register
  let findings: [RegisterFinding]
  let accounts: RegisterAccounts
  let library: RuleLibrary
  let vocabulary: RegisterVocabulary
  let terms: ReportTerms
  let program: String
  /// SHA-256 of the rule sets by name and version.
  let hashes: [String: String]

  /// Creates a reporter; checks the register once.
  ///
  /// - Throws: `.invalidGeometry` where an overlay of outlines fails; `.installation`.
  public init(
    _ register: Register, library: RuleLibrary, program: String
  ) throws(TiankanError) {
    self.register = register
    self.library = library
    self.program = program
    findings =
      try RegisterRecordCheck(library).findings(of: register)
      + RegisterLandCheck(library).findings(of: register)
    accounts = RegisterAccounts(register, findings: findings)
    vocabulary = try RegisterVocabulary.builtIn()
    terms = try ReportTerms.load()
    hashes = Dictionary(
      library.sets.map { ("\($0.name) \($0.version)", SHA256.of($0.text.utf8)) }
    ) { $1 }
  }

  /// A code of the register with its words.
  func term(_ list: RegisterVocabulary.List, _ code: String) -> ReportTerm {
    let phrase = vocabulary.phrase(list, code)
    return ReportTerm(code: code, zh: phrase.chinese, en: phrase.english)
  }

  /// A code of the accounts with its words.
  func term(_ code: String) -> ReportTerm { terms.term(.accounts, code) }

  static func area(_ area: LandArea) -> ReportArea {
    ReportArea(squareMetres: area.squareMetres)
  }
}

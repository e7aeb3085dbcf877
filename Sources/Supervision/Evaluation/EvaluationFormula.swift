public import Diagnostics
import Foundation

/// The formula of a yearly evaluation, read from a file: which measures count how much. The documents ask for a ranking and give none.
public struct EvaluationFormula: Hashable, Sendable {
  /// A measure and its weight.
  public struct Term: Hashable, Sendable {
    /// The measure.
    public var measure: EvaluationMeasure
    /// Its weight in points; all together make the full score.
    public var weight: Double
  }

  /// The name.
  public let title: Phrase
  /// The measures in the order of the file.
  public let terms: [Term]
  /// The text it was read from, for the record.
  public let text: String

  /// The full score.
  public var full: Double { terms.reduce(0) { $0 + $1.weight } }

  /// Reads a formula.
  ///
  /// - Throws: `.notFound`; `.usage` for unknown measures, weights that are not positive, and none at all.
  public init(reading file: String) throws(TiankanError) {
    let text: String
    do {
      text = try String(contentsOfFile: file, encoding: .utf8)
    } catch {
      throw TiankanError(
        .notFound, "the formula cannot be read as UTF-8 text", subject: file, cause: "\(error)")
    }
    try self.init(yaml: text, name: file)
  }

  /// Reads a formula from YAML text.
  public init(yaml text: String, name: String) throws(TiankanError) {
    var root = try PolicyMapping(text: text, file: name)
    guard var words = try root.mapping("title") else {
      throw root.problem("title", "this key is missing")
    }
    title = Phrase(chinese: try words.required("zh"), english: try words.required("en"))
    try words.finish()
    guard var weights = try root.mapping("weights") else {
      throw root.problem("weights", "this list is missing")
    }
    var terms: [Term] = []
    for key in weights.names {
      guard let measure = EvaluationMeasure(rawValue: key) else {
        let known = EvaluationMeasure.allCases.map(\.rawValue).joined(separator: ", ")
        throw weights.problem(key, "this measure is not known; known are \(known)")
      }
      guard let weight = Double(try weights.required(key)), weight > 0, weight.isFinite else {
        throw weights.problem(key, "a weight is a number above 0")
      }
      terms.append(Term(measure: measure, weight: weight))
    }
    guard !terms.isEmpty else { throw root.problem("weights", "at least one measure is needed") }
    self.terms = terms
    self.text = text
    try root.finish()
  }

  /// The score of a place: what is certain, and what it would be at best.
  ///
  /// A measure that is not known counts from nothing to its whole weight, so that no place gains by what nobody looked at.
  public func score(_ values: [EvaluationMeasure: ShareBounds]) -> (lower: Double, upper: Double) {
    terms.reduce((0, 0)) { sum, term in
      let share = values[term.measure] ?? .unknown
      return (sum.0 + term.weight * share.lower, sum.1 + term.weight * share.upper)
    }
  }
}

/// Examines one subject (the series of a parcel, of a mine, or the pixels of a block over time) and says what it finds.
///
/// A detector is a value: its parameters are fixed when it is made, and `examine` is a pure function of the subject, so
/// results depend neither on threads nor on the order of subjects.
public protocol Detector: Sendable {
  /// What is examined. Large ones, such as all dates of a block, are classes that one worker owns.
  associatedtype Subject
  /// What is found.
  associatedtype Finding
  /// The name and version of the rules, such as `abandonment-3`; stored with every result.
  static var ruleSet: String { get }
  /// Examines a subject.
  func examine(_ subject: Subject) -> Finding
}

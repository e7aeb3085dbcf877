/// Something that happened on a day: a change of the detection state, a measure of people, an entry of the journal.
public struct ReportEvent: Codable, Hashable, Sendable {
  /// The day or time, ISO 8601.
  public var date: String
  /// What happened.
  public var kind: ReportTerm
  /// More about it; nil where the kind says all.
  public var note: String?

  /// Creates an event.
  public init(date: String, kind: ReportTerm, note: String? = nil) {
    self.date = date
    self.kind = kind
    self.note = note
  }
}

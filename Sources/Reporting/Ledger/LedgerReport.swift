/// A document with its pictures, as the ledger and the scenes gave them.
public struct LedgerReport<Document: Sendable>: Sendable {
  /// The document.
  public var document: Document
  /// Its pictures; empty where none could be drawn, of which a notice in the document tells.
  public var pictures: [ReportPicture]

  /// Puts a document and its pictures together.
  public init(document: Document, pictures: [ReportPicture]) {
    self.document = document
    self.pictures = pictures
  }
}

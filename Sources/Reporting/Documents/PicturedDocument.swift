public import Diagnostics

/// A document that is given out with pictures: of a clue, a land unit or a tile.
public protocol PicturedDocument: Encodable, Sendable {
  /// The page, as one HTML file.
  func page(pictures: [ReportPicture], language: ReportLanguage) throws(TiankanError) -> String
  /// The same on A4.
  func pdf(pictures: [ReportPicture], language: ReportLanguage) throws(TiankanError) -> [UInt8]
}

extension ClueDocument: PicturedDocument {
  /// The page, as one HTML file.
  public func page(
    pictures: [ReportPicture], language: ReportLanguage
  ) throws(TiankanError) -> String {
    try HTMLReport.page(self, pictures: pictures, language: language)
  }

  /// The same on A4.
  public func pdf(
    pictures: [ReportPicture], language: ReportLanguage
  ) throws(TiankanError) -> [UInt8] {
    try PDFReport.bytes(self, pictures: pictures, language: language)
  }
}

extension UnitDocument: PicturedDocument {
  /// The page, as one HTML file.
  public func page(
    pictures: [ReportPicture], language: ReportLanguage
  ) throws(TiankanError) -> String {
    try HTMLReport.page(self, pictures: pictures, language: language)
  }

  /// The same on A4.
  public func pdf(
    pictures: [ReportPicture], language: ReportLanguage
  ) throws(TiankanError) -> [UInt8] {
    try PDFReport.bytes(self, pictures: pictures, language: language)
  }
}

extension TileDocument: PicturedDocument {
  /// The page, as one HTML file.
  public func page(
    pictures: [ReportPicture], language: ReportLanguage
  ) throws(TiankanError) -> String {
    try HTMLReport.page(self, pictures: pictures, language: language)
  }

  /// The same on A4.
  public func pdf(
    pictures: [ReportPicture], language: ReportLanguage
  ) throws(TiankanError) -> [UInt8] {
    try PDFReport.bytes(self, pictures: pictures, language: language)
  }
}

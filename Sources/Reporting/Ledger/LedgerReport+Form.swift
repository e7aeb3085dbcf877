public import Diagnostics

extension LedgerReport where Document: PicturedDocument {
  /// The file in a form.
  ///
  /// - Throws: What the page or the PDF throws.
  public func bytes(
    as form: ReportForm, language: ReportLanguage
  ) throws(TiankanError) -> [UInt8] {
    switch form {
    case .html: Array(try document.page(pictures: pictures, language: language).utf8)
    case .json: Array(try ReportJSON.encode(document).utf8)
    case .pdf: try document.pdf(pictures: pictures, language: language)
    }
  }
}

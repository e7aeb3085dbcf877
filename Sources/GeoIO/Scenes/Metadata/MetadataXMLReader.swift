import Diagnostics
import Foundation
import FoundationXML

/// Flattens XML into entries; external entities are never fetched.
final class MetadataXMLReader: NSObject, XMLParserDelegate {
  private var path: [String] = []
  private var attributes: [[String: String]] = []
  private var texts: [String] = []
  private var entries: [MetadataDocument.Entry] = []

  /// The entries of an XML document: one per element with text or attributes.
  static func entries(
    of data: Data, file: String
  ) throws(TiankanError) -> [MetadataDocument.Entry] {
    let reader = MetadataXMLReader()
    let parser = XMLParser(data: data)
    parser.shouldResolveExternalEntities = false
    parser.delegate = reader
    // The parser accepts a document that ends early; open elements show it.
    guard parser.parse(), parser.parserError == nil, reader.path.isEmpty, !reader.entries.isEmpty
    else {
      throw TiankanError(
        .malformed, "the metadata is not complete XML; fetch it again", subject: file,
        cause: parser.parserError.map { "line \(parser.lineNumber): \($0)" })
    }
    return reader.entries
  }

  /// Notes an element's name without its namespace prefix.
  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
    qualifiedName: String?, attributes attributeDict: [String: String]
  ) {
    path.append(String(elementName.split(separator: ":").last ?? ""))
    attributes.append(attributeDict)
    texts.append("")
  }

  /// Collects an element's text.
  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard !texts.isEmpty else { return }
    texts[texts.count - 1] += string
  }

  /// Makes an entry of an element with text or attributes.
  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    let value = (texts.popLast() ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    let attributes = attributes.popLast() ?? [:]
    if !value.isEmpty || !attributes.isEmpty {
      entries.append(.init(path: path, value: value, attributes: attributes))
    }
    path.removeLast()
  }
}

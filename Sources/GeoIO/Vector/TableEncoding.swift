import CGDAL
import Diagnostics

/// Finds the encoding of a table's text: what `.cpg` states, what the DBF header states, strict UTF-8,
/// GB18030; the first under which every field name and every value is valid.
struct TableEncoding {
  /// The encoding found.
  let encoding: TextEncoding
  /// What the reader should know about the choice.
  let notices: [String]

  /// Decides for a layer, reading its text columns once from front to back.
  ///
  /// - Throws: `.malformed` where no encoding, or not the stated one, fits everything.
  /// - Complexity: One pass over the table, without geometries; constant memory.
  init(
    of layer: OGRLayer, columns: [TableColumn], stated: TextEncoding?, subject: String
  ) throws(TiankanError) {
    var notices: [String] = []
    var candidates: [(encoding: TextEncoding, source: String)] = []
    if let stated {
      candidates = [(stated, "the stated encoding")]
    } else {
      let file = Self.statements(of: layer, notices: &notices)
      candidates = file
      for encoding in [TextEncoding.utf8, .gb18030]
      where !candidates.contains(where: { $0.encoding == encoding }) {
        candidates.append((encoding, "detection"))
      }
    }
    let search = try EncodingSearch(candidates.map(\.encoding), columns: columns)
    let verdict = try search.run(layer, subject: subject)
    guard let winner = verdict.winner else {
      let tried = candidates.map(\.encoding.name).joined(separator: ", ")
      throw TiankanError(
        .malformed,
        "the table's text is not valid \(tried) (first in \(verdict.firstFailure ?? "a name")); "
          + "state its encoding",
        subject: subject)
    }
    for loser in candidates.prefix(winner) where loser.source != "detection" {
      notices.append(
        "\(loser.source) says \(loser.encoding), but the text is not; it is read as "
          + "\(candidates[winner].encoding)")
    }
    encoding = candidates[winner].encoding
    self.notices = notices
  }

  private static func statements(
    of layer: OGRLayer, notices: inout [String]
  ) -> [(encoding: TextEncoding, source: String)] {
    func item(_ key: String) -> String? {
      unsafe copiedString(GDALGetMetadataItem(layer.pointer, key, "SHAPEFILE"))
    }
    var found: [(encoding: TextEncoding, source: String)] = []
    if let label = item("CPG_VALUE") {
      if let encoding = TextEncoding(name: label) {
        found.append((encoding, "the .cpg file"))
      } else {
        notices.append("the .cpg file names the unknown encoding “\(label)”; it is not used")
      }
    }
    if let text = item("LDID_VALUE"), let number = UInt8(text),
      let encoding = TextEncoding(languageDriver: number),
      !found.contains(where: { $0.encoding == encoding })
    {
      found.append((encoding, "the DBF header"))
    }
    return found
  }
}

public import Diagnostics
import Foundation

/// A table of comma-separated values (RFC 4180) that knows the line of every value.
///
/// Unlike `AttributeTable`, which goes through GDAL, a value that is not valid in the file's encoding costs its row and not the
/// table, and errors can name row and column as a spreadsheet counts them. Lines may end with CR LF or LF; a byte order mark is
/// passed over.
public struct CSVTable: Sendable {
  /// A row.
  public struct Row: Hashable, Sendable {
    /// The number of the row as a spreadsheet counts, the header being 1.
    public var number: Int
    /// The values, in the order of the columns; missing ones at the end are empty.
    public var values: [String]
  }

  /// The names of the columns.
  public let columns: [String]
  /// The rows that can be used.
  public let rows: [Row]
  /// The rows that cannot, each with row, column and reason.
  public let refusals: [Refusal]
  /// What was found out about the encoding.
  public let notices: [String]

  /// Reads a file.
  ///
  /// Without a stated encoding the text is UTF-8 where most of its values that are not plain ASCII are valid UTF-8, else
  /// GB18030: text in GB18030 is hardly ever valid UTF-8, while the reverse is common.
  ///
  /// - Parameter encoding: The encoding; nil to find it out.
  /// - Throws: `.notFound`, `.permission`; `.empty` for a file without header; `.malformed` for a header that cannot be read,
  ///   names a column twice, and for quotation marks that do not end.
  public init(reading path: String, encoding: TextEncoding? = nil) throws(TiankanError) {
    var bytes = [UInt8](try FileProblem.contents(path))
    var stated = encoding
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      bytes.removeFirst(3)
      stated = stated ?? .utf8
    }
    let records = try Self.split(bytes, path)
    guard let header = records.first, !header.values.allSatisfy(\.isEmpty) else {
      throw TiankanError(.empty, "the table has no header row", subject: path)
    }
    let found = if let stated { stated } else { try Self.encoding(of: records) }
    notices =
      stated == nil && found != .utf8 ? ["\(path): read as \(found), which it does not state"] : []
    let decoder = try TextDecoder(found)
    var columns: [String] = []
    for (index, value) in header.values.enumerated() {
      guard let name = decoder.decode(value)?.trimmingCharacters(in: .whitespaces) else {
        throw TiankanError(
          .malformed, "the name of column \(index + 1) is not valid \(found); state the encoding",
          subject: path)
      }
      if !name.isEmpty, columns.contains(name) {
        throw TiankanError(.malformed, "two columns are named “\(name)”", subject: path)
      }
      columns.append(name)
    }
    var rows: [Row] = []
    var refusals: [Refusal] = []
    for record in records.dropFirst() where !record.values.allSatisfy(\.isEmpty) {
      let place = "\(path): row \(record.number)"
      guard record.values.count <= columns.count else {
        refusals.append(
          Refusal(
            subject: place, code: .malformed,
            reason: "\(record.values.count) values for \(columns.count) columns; quote commas"))
        continue
      }
      var values: [String] = []
      for (column, value) in zip(columns, record.values) {
        guard let text = decoder.decode(value) else {
          refusals.append(
            Refusal(
              subject: "\(place), column \(column)", code: .malformed,
              reason: "the text is not valid \(found); save the table in one encoding"))
          break
        }
        values.append(text)
      }
      guard values.count == record.values.count else { continue }
      values += repeatElement("", count: columns.count - values.count)
      rows.append(Row(number: record.number, values: values))
    }
    self.columns = columns
    self.rows = rows
    self.refusals = refusals
  }

  private struct Record {
    var number: Int
    var values: [[UInt8]]
  }

  /// Splits bytes into records. Commas, quotation marks and line ends are no part of other characters in UTF-8 or GB18030.
  private static func split(_ bytes: [UInt8], _ path: String) throws(TiankanError) -> [Record] {
    let (comma, quote, feed, carriage) = (
      UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")
    )
    var records: [Record] = []
    var values: [[UInt8]] = []
    var value: [UInt8] = []
    var isQuoted = false
    var place = 0
    func endRecord() {
      values.append(value)
      records.append(Record(number: records.count + 1, values: values))
      (values, value) = ([], [])
    }
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if isQuoted {
        if byte != quote {
          value.append(byte)
        } else if place < bytes.count, bytes[place] == quote {
          value.append(quote)
          place += 1
        } else {
          isQuoted = false
        }
      } else if byte == quote, value.isEmpty {
        isQuoted = true
      } else if byte == comma {
        values.append(value)
        value = []
      } else if byte == feed {
        endRecord()
      } else if byte != carriage || place >= bytes.count || bytes[place] != feed {
        value.append(byte)
      }
    }
    guard !isQuoted else {
      throw TiankanError(
        .malformed,
        "a quotation mark does not end; the table breaks off in row \(records.count + 1)",
        subject: path)
    }
    if !value.isEmpty || !values.isEmpty { endRecord() }
    return records
  }

  private static func encoding(of records: [Record]) throws(TiankanError) -> TextEncoding {
    let decoder = try TextDecoder(.utf8)
    var valid = 0
    var all = 0
    for record in records {
      for value in record.values where value.contains(where: { $0 >= 0x80 }) {
        all += 1
        if decoder.decode(value) != nil { valid += 1 }
      }
    }
    return 2 * valid >= all ? .utf8 : .gb18030
  }
}

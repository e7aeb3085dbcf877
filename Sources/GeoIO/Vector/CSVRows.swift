/// Rows of comma-separated values (RFC 4180, but lines end with a line feed) in UTF-8, built in memory; numbers have a point, whatever the
/// locale.
public struct CSVRows: Sendable {
  private(set) var bytes: [UInt8] = []
  private var isInRow = false

  /// Creates rows without any.
  public init() {}
}

extension CSVRows {
  private mutating func beginValue() {
    if isInRow { bytes.append(UInt8(ascii: ",")) }
    isInRow = true
  }

  /// Adds a text, in quotation marks where it needs them.
  public mutating func add(_ text: String) {
    beginValue()
    let needsMarks = text.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
        || $0 == UInt8(ascii: "\r")
    }
    guard needsMarks else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds the number `value` / 10^`decimals` with all its decimals.
  public mutating func add(_ value: Int64, decimals: Int = 0) {
    beginValue()
    DecimalText.append(scaled: value, decimals: decimals, to: &bytes)
  }

  /// Adds an empty value.
  public mutating func addEmpty() { beginValue() }

  /// Ends the row.
  public mutating func endRow() {
    bytes.append(UInt8(ascii: "\n"))
    isInRow = false
  }
}

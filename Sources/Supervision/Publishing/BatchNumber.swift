/// The number of a batch (批次号): county, year of issuing, serial from 1 within both, such as `350582-2026-003`.
public struct BatchNumber: Hashable, Sendable {
  /// The county's code, six digits.
  public var county: String
  /// The year of issuing.
  public var year: Int
  /// The serial within county and year.
  public var serial: Int

  /// Creates a number.
  public init(county: String, year: Int, serial: Int) {
    self.county = county
    self.year = year
    self.serial = serial
  }

  /// Reads a number.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, Self.isCounty(parts[0]), parts[1].utf8.count == 4,
      parts[2].utf8.count >= 3, let year = Int(parts[1]), let serial = Int(parts[2]), serial > 0,
      year > 0
    else { return nil }
    self.init(county: String(parts[0]), year: year, serial: serial)
    guard description == text else { return nil }
  }

  /// Whether a text is a county's code: six digits. It becomes part of the names of folders.
  public static func isCounty(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 6 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}

extension BatchNumber: CustomStringConvertible {
  /// The number as it is printed.
  public var description: String {
    let digits = "\(serial)"
    return "\(county)-\(year)-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }
}

/// The character encoding of a table or a text file.
///
/// GBK, GB2312 and code page 936 are all read as GB18030, the national standard that contains them.
public struct TextEncoding: Hashable, Sendable {
  /// The name under which the C library knows the encoding.
  public let name: String

  /// UTF-8.
  public static let utf8 = Self(knownName: "UTF-8")
  /// GB 18030, and with it GBK and GB2312.
  public static let gb18030 = Self(knownName: "GB18030")

  private init(knownName: String) { name = knownName }

  /// Understands the spellings found in `.cpg` files and options: `UTF-8`, `65001`, `GBK`, `936`,
  /// `ANSI 936`, `CP1252`, `ISO-8859-1`, `Big5` and the like; `nil` for anything else.
  public init?(name label: String) {
    let upper = label.uppercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" }
    switch upper {
    case "UTF8": self = .utf8
    case "GBK", "GB2312", "GB18030", "EUCCN", "HZGB2312": self = .gb18030
    case "BIG5": self.init(knownName: "BIG5")
    case "ISO88591", "88591", "LATIN1": self.init(knownName: "ISO-8859-1")
    default:
      var digits = Substring(upper)
      for prefix in ["ANSI", "OEM", "CP", "WINDOWS", "MS"] where digits.hasPrefix(prefix) {
        digits = digits.dropFirst(prefix.count)
        break
      }
      guard let page = Int(digits), let encoding = Self(codePage: page) else { return nil }
      self = encoding
    }
  }

  /// The encoding of a Windows or DOS code page; `nil` for pages that are not known here.
  public init?(codePage: Int) {
    switch codePage {
    case 65001: self = .utf8
    case 936, 54936, 20936: self = .gb18030
    case 437, 737, 775, 850, 852, 857, 860...866, 869, 874, 932, 949, 950, 1250...1258:
      self.init(knownName: "CP\(codePage)")
    default: return nil
    }
  }

  /// The encoding that the language driver byte of a dBASE header states.
  ///
  /// 0 states nothing, and 0x57 only says “the code page of the computer that wrote it”; both give
  /// `nil`. Source: dBASE table of language drivers as in ESRI's and GDAL's documentation.
  public init?(languageDriver: UInt8) {
    let codePage: Int? =
      switch languageDriver {
      case 0x01: 437
      case 0x02: 850
      case 0x03, 0x58, 0x59: 1252
      case 0x13, 0x7B: 932
      case 0x4D, 0x7A: 936
      case 0x4E, 0x79: 949
      case 0x4F, 0x78: 950
      case 0x50, 0x7C: 874
      case 0x64: 852
      case 0x65: 866
      case 0xC8: 1250
      case 0xC9: 1251
      default: nil
      }
    guard let codePage else { return nil }
    self.init(codePage: codePage)
  }
}

extension TextEncoding: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}

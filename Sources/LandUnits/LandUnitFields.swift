import Diagnostics
import Geometry

/// Which fields of a layer hold the identifier and the name of a land unit.
///
/// Where they are not stated, the usual names are tried in the order listed here, without regard to case; the first that
/// exists with a value is taken. Without any, the row's own identifier stands for the id.
public struct LandUnitFields: Hashable, Sendable {
  /// The field of the identifier; nil to look for the usual names.
  public var id: String?
  /// The field of the name; nil to look for the usual names.
  public var name: String?

  /// Creates the choice of fields.
  public init(id: String? = nil, name: String? = nil) {
    self.id = id
    self.name = name
  }

  /// Usual names of identifiers: 标识码 and 图斑编号 of the survey database first, then codes of projects, plots and mines, then the
  /// general ones.
  public static let usualIdentifiers = [
    "BSM", "TBBH", "JCBH", "XMBH", "XMDM", "DKBM", "DKBH", "KQBH", "标识码", "图斑编号", "项目编号", "地块编号",
    "编号", "ID",
    "OBJECTID", "GID", "UUID", "CODE", "FID",
  ]

  /// Usual names of names: of the project, plot, mine, village or district, then the general ones.
  public static let usualNames = [
    "XMMC", "DKMC", "KSMC", "项目名称", "地块名称", "名称", "MC", "NAME", "ZLDWMC", "XZQMC", "QSDWMC",
    "TITLE", "LABEL",
  ]
}

extension LandUnitFields {
  /// The identifier of a feature.
  ///
  /// - Throws: `.usage` where the stated field does not exist or is empty.
  func identifier(of feature: Feature, layer: String) throws(TiankanError) -> String {
    if let id { return try stated(id, of: feature, layer: layer) }
    return Self.first(of: Self.usualIdentifiers, in: feature) ?? feature.identifier
  }

  /// The name of a feature, if it has one.
  ///
  /// - Throws: `.usage` where the stated field does not exist.
  func name(of feature: Feature, layer: String) throws(TiankanError) -> String? {
    guard let name else { return Self.first(of: Self.usualNames, in: feature) }
    guard let value = feature[name] else { throw missing(name, of: feature, layer: layer) }
    return Self.filled(value)
  }

  private func stated(
    _ field: String, of feature: Feature, layer: String
  ) throws(TiankanError) -> String {
    guard let value = feature[field] else { throw missing(field, of: feature, layer: layer) }
    guard let text = Self.filled(value) else {
      throw TiankanError(
        .malformed, "the field \(field) is empty, but it identifies the land unit; fill it in",
        subject: "\(layer), feature \(feature.identifier)")
    }
    return text
  }

  private func missing(_ field: String, of feature: Feature, layer: String) -> TiankanError {
    let names = feature.attributes.map(\.name).joined(separator: ", ")
    return TiankanError(
      .usage, "the layer has no field \(field); it has: \(names)",
      subject: "\(layer), feature \(feature.identifier)")
  }

  private static func first(of names: [String], in feature: Feature) -> String? {
    for name in names {
      if let value = feature[name], let text = filled(value) { return text }
    }
    return nil
  }

  static func filled(_ value: AttributeValue) -> String? {
    guard let text = value.text, text.contains(where: { !$0.isWhitespace }) else { return nil }
    // Identifiers kept as floating-point numbers are whole numbers to people.
    if case .real(let number) = value, let whole = Int64(exactly: number) { return String(whole) }
    return text
  }
}

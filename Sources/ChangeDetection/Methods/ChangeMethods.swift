public import Diagnostics

/// The methods of this version, by name.
public enum ChangeMethods {
  /// All methods, the default first.
  public static let all: [any ChangeMethod.Type] = [
    SurpriseMethod.self, IndexChangeMethod.self, ChangeVectorMethod.self,
  ]

  /// Those that judge a pixel by itself.
  public static let perPixel: [any PixelChangeMethod.Type] = [
    IndexChangeMethod.self, ChangeVectorMethod.self,
  ]

  /// Their names.
  public static var names: [String] { all.map { $0.name } }

  /// The method of a name.
  ///
  /// - Throws: `.usage` with the names there are.
  public static func named(_ name: String) throws(TiankanError) -> any ChangeMethod.Type {
    guard let method = all.first(where: { $0.name == name }) else {
      throw TiankanError(
        .usage, "there is no such method; choose one of: \(names.joined(separator: ", "))",
        subject: "--method \(name)")
    }
    return method
  }
}

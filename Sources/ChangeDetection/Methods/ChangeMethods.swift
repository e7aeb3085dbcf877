public import Diagnostics
public import Imagery

/// The methods of this version, by name.
public enum ChangeMethods {
  /// All methods, the default first.
  public static let all: [any ChangeMethod.Type] = [
    SurpriseMethod.self, IndexChangeMethod.self, ChangeVectorMethod.self, AlterationMethod.self,
  ]

  /// Those that judge a pixel by itself.
  public static let perPixel: [any PixelChangeMethod.Type] = [
    IndexChangeMethod.self, ChangeVectorMethod.self, AlterationMethod.self,
  ]

  /// Their names.
  public static var names: [String] { all.map { $0.name } }

  /// The method of choice for bands that both dates have: the first of `all` that they suffice for.
  public static func preferred(for roles: Set<BandRole>) -> String {
    let suitable = all.first { type in
      (try? type.init(availableRoles: roles, isCalibrated: true, settings: ChangeSettings())) != nil
    }
    return suitable?.name ?? ChangeVectorMethod.name
  }

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

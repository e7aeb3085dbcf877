/// What a JSON file is, as far as scenes are concerned.
enum STACDocument {
  /// Whether a JSON file is a STAC item.
  static func isItem(_ file: String) -> Bool {
    guard let document = try? JSONValue(file: file) else { return false }
    return isItem(document)
  }

  /// Whether a JSON document is a STAC item.
  static func isItem(_ document: JSONValue) -> Bool {
    document["type"]?.string == "Feature" && document["stac_version"] != nil
      && document["assets"] != nil
  }

  /// Whether an item is one that this program wrote into a catalog, which lists what is found elsewhere.
  static func isCatalogued(_ document: JSONValue) -> Bool {
    document["properties"]?["tiankan:profile"] != nil
      && (document["links"]?.elements ?? []).contains { $0["rel"]?.string == "root" }
  }
}

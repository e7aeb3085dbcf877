public import Diagnostics
import Foundation
import Imagery

extension SceneCatalog {
  /// Writes a static STAC 1.0.0 catalog: the catalog's file, and one item per scene in a folder beside it.
  ///
  /// For `archive/catalog.json` the items stand in `archive/catalog-items/`. All links are relative, keys are sorted, and
  /// nothing depends on the clock: the same scenes give the same bytes. Each file appears complete or not at all, and the
  /// catalog last; items that an earlier catalog of this name listed and this one does not are then removed.
  ///
  /// - Parameters:
  ///   - path: The catalog's file, `*.json`.
  ///   - library: The profiles, for the names of instruments.
  /// - Throws: `.usage`, `.notFound`, `.permission`, `.diskFull`, `.outputFailed`; an existing catalog stays usable.
  public func write(to path: String, library: SensorProfileLibrary) throws(TiankanError) {
    guard path.hasSuffix(".json") else {
      throw TiankanError(.usage, "a catalog's name must end in .json", subject: path)
    }
    try LocalFile.checkWritable(path)
    let folderName = "\(PathText.stem(of: path))-items"
    let folder = PathText.join(PathText.folder(of: path), folderName)
    let catalogName = PathText.name(of: path)
    var documents: [(name: String, data: Data)] = []
    var footprints: [Grid: Footprint] = [:]
    for entry in entries {
      let item = SceneItem(id: entry.id, scene: entry.scene, supersededBy: entry.supersededBy)
      let profile = library.profiles.first { $0.name == entry.scene.profile }
      let document = try item.document(
        in: folder,
        links: [
          Self.link("root", "../\(catalogName)"), Self.link("parent", "../\(catalogName)"),
        ], instruments: profile?.instruments ?? [],
        footprints: &footprints)
      documents.append(("\(entry.id).json", try document.document()))
    }
    let before = Self.listedItems(path)
    try AtomicFile.makeFolder(folder)
    for (name, data) in documents { try AtomicFile.write(data, to: "\(folder)/\(name)") }
    let catalog = Self.document(
      named: catalogName, items: documents.map { "./\(folderName)/\($0.name)" })
    try AtomicFile.write(try catalog.document(), to: path)
    let current = Set(documents.map(\.name))
    for name in before where !current.contains(name) {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }

  /// Reads a catalog's scenes: one that `write` made, or a foreign static catalog with links to items and child catalogs.
  ///
  /// Items that cannot be used are refusals.
  ///
  /// - Parameters:
  ///   - path: The catalog's file.
  ///   - options: What the user states; it holds for every scene.
  ///   - recognizer: The sensor profiles to use.
  ///   - memory: What was found earlier with the same options; gets what is found now.
  /// - Throws: `.notFound`, `.permission`, `.malformed` for the catalog's own file.
  public init(
    reading path: String, options: SceneOptions = SceneOptions(), recognizer: SceneRecognizer,
    memory: ScanMemory? = nil
  ) throws(TiankanError) {
    var scan = SceneScan(recognizer: recognizer, options: options, memory: memory)
    var visited: Set<String> = []
    try Self.read(path, into: &scan, visited: &visited)
    self.init(scenes: scan.scenes, refusals: scan.refusals)
  }

  private static func read(
    _ path: String, into scan: inout SceneScan, visited: inout Set<String>
  ) throws(TiankanError) {
    guard visited.insert(PathText.absolute(path)).inserted else { return }
    let document = try JSONValue(file: path)
    if STACDocument.isItem(document) {
      scan.file(path)
      return
    }
    guard document["stac_version"] != nil, let links = document["links"] else {
      throw TiankanError(
        .malformed, "the file is not a STAC catalog, collection or item", subject: path)
    }
    for link in links.elements {
      guard let relation = link["rel"]?.string, let href = link["href"]?.string else { continue }
      let target = SceneItem.path(of: href, in: PathText.folder(of: path))
      switch relation {
      case "item": scan.item(target)
      case "child": try read(target, into: &scan, visited: &visited)
      default: continue
      }
    }
  }

  private static func document(named name: String, items: [String]) -> JSONValue {
    .object([
      "type": .text("Catalog"), "stac_version": .text("1.0.0"), "stac_extensions": .array([]),
      "id": .text("tiankan-scenes"), "title": .text("Scenes"),
      "description": .text(
        "Satellite scenes found by tiankan scan, one item per acquisition and version."),
      "links": .array(
        [link("root", "./\(name)")] + items.map { link("item", $0) }),
    ])
  }

  private static func link(_ relation: String, _ href: String) -> JSONValue {
    .object([
      "rel": .text(relation), "href": .text(href),
      "type": .text(relation == "item" ? "application/geo+json" : "application/json"),
    ])
  }

  /// The file names of the items that an existing catalog of this program lists.
  private static func listedItems(_ path: String) -> [String] {
    guard let document = try? JSONValue(file: path), document["id"]?.string == "tiankan-scenes"
    else { return [] }
    return (document["links"]?.elements ?? []).filter { $0["rel"]?.string == "item" }
      .compactMap { $0["href"]?.string }.map { PathText.name(of: $0) }
  }
}

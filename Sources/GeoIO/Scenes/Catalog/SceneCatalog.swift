public import Diagnostics
import Foundation
public import Imagery

/// The scenes of an archive: found by a scan or read from a catalog, with what was refused and why.
///
/// Several processings of one acquisition are all listed; `supersededBy` marks those for which a higher version is
/// there. Entries are sorted by id, so that equal archives give equal catalogs.
public struct SceneCatalog: Sendable {
  /// A scene of the catalog.
  public struct Entry: Sendable {
    /// The id of its STAC item: platform, sensor, tile, time and version.
    public var id: String
    /// The scene.
    public var scene: Scene
    /// The id of the entry with the highest version of the same acquisition; `nil` for that one itself.
    public var supersededBy: String?
  }

  /// The dated scenes, sorted by id.
  public private(set) var entries: [Entry]
  /// What was refused, in the order in which it was found.
  public private(set) var refusals: [Refusal]

  /// The scenes, superseded ones included.
  public var scenes: [Scene] { entries.map(\.scene) }
  /// The scenes without superseded ones.
  public var currentScenes: [Scene] { entries.filter { $0.supersededBy == nil }.map(\.scene) }

  /// Creates a catalog.
  ///
  /// Scenes without a date are refused, because a catalog lists scenes by date and nothing may guess it; a second
  /// copy of the same acquisition and version is refused too.
  public init(scenes: [Scene], refusals: [Refusal] = []) {
    self.refusals = refusals
    var kept: [String: Entry] = [:]
    for scene in scenes {
      guard scene.acquisition.sensed != nil else {
        self.refusals.append(Refusal(Self.undated(scene)))
        continue
      }
      let id = SceneItem.identifier(of: scene)
      if let first = kept[id] {
        self.refusals.append(
          Refusal(
            subject: scene.name, code: .duplicate,
            reason: "the same acquisition and version as \(first.scene.name), which is listed; "
              + "remove one of the copies"))
        continue
      }
      kept[id] = Entry(id: id, scene: scene)
    }
    entries = Self.superseded(kept.values.sorted { $0.id < $1.id })
  }

  private static func undated(_ scene: Scene) -> TiankanError {
    let why = scene.notices.first { $0.contains("acquisition date") }
    return TiankanError(
      .unknownDate,
      "\(why ?? "the acquisition date is unknown"); state it in a sidecar (date) or give metadata",
      subject: scene.name)
  }

  /// Marks every entry for whose acquisition there is a higher version.
  private static func superseded(_ sorted: [Entry]) -> [Entry] {
    var highest: [AcquisitionID: Entry] = [:]
    for entry in sorted {
      let acquisition = entry.scene.acquisition
      // Only acquisitions that name satellite and time are certainly the same.
      guard !acquisition.platform.isEmpty, acquisition.sensed?.secondOfDay != nil else { continue }
      if let other = highest[acquisition], other.scene.version >= entry.scene.version { continue }
      highest[acquisition] = entry
    }
    return sorted.map { entry in
      var entry = entry
      if let top = highest[entry.scene.acquisition], top.id != entry.id {
        entry.supersededBy = top.id
      }
      return entry
    }
  }
}

extension ProductVersion {
  /// Whether a version is at least as high: by baseline, then by time of processing, numbers within by value.
  static func >= (left: ProductVersion, right: ProductVersion) -> Bool {
    for (mine, other) in [(left.baseline, right.baseline), (left.processed, right.processed)] {
      switch mine.compare(other, options: .numeric) {
      case .orderedDescending: return true
      case .orderedAscending: return false
      case .orderedSame: continue
      }
    }
    return true
  }
}

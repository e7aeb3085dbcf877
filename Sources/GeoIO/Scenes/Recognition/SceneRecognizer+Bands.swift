import Diagnostics
import Foundation
import Imagery

extension SceneRecognizer {
  /// Folders of one-band files: the layout that finds the most bands wins; two sensors that find as many are refused.
  func bandCandidates(
    _ listing: FolderListing, _ profiles: [SensorProfile], sidecar: SceneSidecar?, isNamed: Bool
  ) throws(TiankanError) -> [SceneCandidate] {
    var best: [(score: Int, scenes: [SceneCandidate])] = []
    for profile in profiles {
      for layout in profile.layouts where layout.kind == .bands {
        guard isNamed || !layout.isOnlyWhenNamed, let pattern = layout.files else { continue }
        let parts = Self.parts(listing.files, pattern, profile, in: listing.path)
          .filter { Self.isKnown($0.member.name, profile, sidecar) }
        let names = Set(parts.map { $0.member.name.uppercased() })
        guard
          parts.contains(where: { !profile.isQuality($0.member.name) }),
          isNamed || layout.needs.allSatisfy({ names.contains($0.uppercased()) })
        else { continue }
        let scenes = Self.groups(parts, layout, profile, listing.path, sidecar)
        guard names.count >= best.first?.score ?? 0 else { continue }
        if names.count > best.first?.score ?? 0 { best = [] }
        best.append((names.count, scenes))
      }
    }
    // Of several layouts of one sensor the first that the profile lists wins.
    let sensors = Set(best.flatMap { $0.scenes.map(\.profile.name) })
    guard sensors.count <= 1 else {
      throw TiankanError(
        .unrecognised,
        "the files could be of \(sensors.sorted().joined(separator: " or ")); state which with "
          + "--sensor", subject: listing.path)
    }
    return best.first?.scenes ?? []
  }

  private static func isKnown(
    _ name: String, _ profile: SensorProfile, _ sidecar: SceneSidecar?
  ) -> Bool {
    if let stated = sidecar?.bands[name] { return stated != "-" }
    return profile.isQuality(name) || profile.variants.contains { $0.bands.named(name) != nil }
  }

  /// Names of profiles that would read a folder's files if they were named.
  func profilesIfNamed(_ listing: FolderListing) -> [(name: String, bands: [String])] {
    library.profiles.compactMap { profile in
      let names = profile.layouts.filter { $0.kind == .bands }.flatMap { layout -> [String] in
        guard let pattern = layout.files else { return [] }
        return Self.parts(listing.files, pattern, profile, in: listing.path).map(\.member.name)
          .filter { Self.isKnown($0, profile, nil) }
      }
      let found = Set(names)
      return found.count >= 2 ? (profile.name, found.sorted()) : nil
    }
  }

  /// The error for a folder in which no scene was found.
  func unrecognised(_ listing: FolderListing, _ options: SceneOptions) -> TiankanError {
    let possible = profilesIfNamed(listing)
    if options.sensor == nil, !possible.isEmpty {
      let bands = Set(possible.flatMap(\.bands)).sorted().joined(separator: ", ")
      return TiankanError(
        .unrecognised,
        "the files look like the bands \(bands), but their names do not say which sensor they are "
          + "of; state it with --sensor (\(possible.map(\.name).joined(separator: ", "))) or in "
          + "scene.yaml", subject: listing.path)
    }
    let seen = listing.files.prefix(5).joined(separator: ", ")
    let more = listing.files.count > 5 ? " and \(listing.files.count - 5) more files" : ""
    let inside =
      listing.files.isEmpty
      ? (listing.folders.isEmpty
        ? "the folder is empty" : "there are only folders in it (\(listing.folders[0]), …)")
      : "seen: \(seen)\(more)"
    let remedy =
      options.sensor.map { "the files do not have the names that \($0) expects" }
      ?? "no sensor profile knows such names"
    return TiankanError(
      .unrecognised,
      "\(remedy); \(inside); give the product's own folder, one multi-band file, a sidecar "
        + "scene.yaml that names sensor and bands, or a sensor profile with --sensor FILE.yaml",
      subject: listing.path)
  }

  /// The error for a folder with more than one scene.
  func mixed(_ candidates: [SceneCandidate], _ listing: FolderListing) -> TiankanError {
    let examples = candidates.prefix(3).compactMap { candidate in
      candidate.members.first.map { PathText.name(of: $0.path) }
    }
    return TiankanError(
      .unrecognised,
      "the folder holds files of \(candidates.count) acquisitions or tiles (such as "
        + "\(examples.joined(separator: ", "))); give each its own folder, or name one product's "
        + "metadata file or STAC item", subject: listing.path)
  }
}

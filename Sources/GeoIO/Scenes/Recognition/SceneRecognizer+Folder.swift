import Diagnostics
import Foundation
import Imagery

extension SceneRecognizer {
  /// The scene of a folder; exactly one must be in it.
  func folder(_ path: String, options: SceneOptions) throws(TiankanError) -> Scene {
    let listing = try FolderListing(path)
    let items = listing.files.filter {
      $0.hasSuffix(".json") && STACDocument.isItem("\(path)/\($0)")
    }
    if items.count == 1, options.sensor == nil {
      return try item("\(path)/\(items[0])", options: options)
    }
    let candidates = try folderCandidates(listing, options: options)
    guard let first = candidates.first else {
      // A delivered folder often holds one multi-band image among its companions.
      let images = listing.files.filter { isMultiband($0, options) }
      if images.count == 1 { return try raster("\(path)/\(images[0])", options: options) }
      throw unrecognised(listing, options)
    }
    guard candidates.count == 1 else { throw mixed(candidates, listing) }
    var assembly = try SceneAssembly(first, options: options)
    return try assembly.scene()
  }

  /// The scene of a product's metadata file; `nil` where no profile knows such a file.
  func metadataFile(
    _ path: String, options: SceneOptions
  ) throws(TiankanError) -> Scene? {
    let name = PathText.name(of: path)
    let profiles = try profilesToTry(options, nil)
    let isKnown = profiles.contains { profile in
      profile.layouts.contains { $0.metadata?.match(name) != nil }
    }
    guard isKnown else { return nil }
    let listing = try FolderListing(PathText.folder(of: path))
    let candidates = try productCandidates(listing, profiles, sidecar: nil)
    guard var candidate = candidates.first(where: { $0.metadataFile == path }) else {
      throw TiankanError(
        .unrecognised, "there is no band file of the product beside its metadata file",
        subject: path)
    }
    candidate.name = path
    var assembly = try SceneAssembly(candidate, options: options)
    return try assembly.scene()
  }

  /// All scenes of a folder: of products if there are any, else of the layout that fits most bands.
  func folderCandidates(
    _ listing: FolderListing, options: SceneOptions
  ) throws(TiankanError) -> [SceneCandidate] {
    let sidecar = try SceneSidecar.of(folder: listing.path)
    let profiles = try profilesToTry(options, sidecar)
    let products = try productCandidates(listing, profiles, sidecar: sidecar)
    if !products.isEmpty { return products }
    let isNamed = options.sensor != nil || sidecar?.sensor != nil
    return try bandCandidates(listing, profiles, sidecar: sidecar, isNamed: isNamed)
  }

  private func isMultiband(_ name: String, _ options: SceneOptions) -> Bool {
    library.profiles.contains { profile in
      (options.sensor == nil || options.sensor == profile.name)
        && profile.layouts.contains { layout in
          layout.kind == .multiband && !layout.isOnlyWhenNamed && layout.files?.match(name) != nil
        }
    }
  }

  private func profilesToTry(
    _ options: SceneOptions, _ sidecar: SceneSidecar?
  ) throws(TiankanError) -> [SensorProfile] {
    try namedProfile(options, sidecar).map { [$0] } ?? library.profiles
  }
}

extension SceneRecognizer {
  /// Products: one per metadata file whose names agree with band files.
  private func productCandidates(
    _ listing: FolderListing, _ profiles: [SensorProfile], sidecar: SceneSidecar?
  ) throws(TiankanError) -> [SceneCandidate] {
    var files: [String]?
    var found: [SceneCandidate] = []
    for profile in profiles {
      for layout in profile.layouts where layout.kind == .product {
        guard let metadata = layout.metadata, let pattern = layout.files else { continue }
        for name in listing.files {
          guard let groups = metadata.match(name) else { continue }
          if files == nil { files = try FolderListing.deep(listing.path, depth: 6) }
          let said = SceneFacts(groups)
          let parts = Self.parts(files ?? [], pattern, profile, in: listing.path)
            .filter { $0.facts.agrees(with: said) }
          // The same product with its metadata in two notations is one product.
          let isKnown = found.contains {
            $0.profile.name == profile.name && $0.facts.agrees(with: said)
              && Set($0.members.map(\.path)) == Set(parts.map(\.member.path))
          }
          guard !parts.isEmpty, !isKnown else { continue }
          found += Self.groups(
            parts, layout, profile, listing.path, sidecar,
            metadataFile: "\(listing.path)/\(name)", isProduct: true)
        }
      }
    }
    return found
  }

  /// A file that a layout's pattern matches.
  struct Part {
    var member: SceneCandidate.Member
    var facts: SceneFacts
    var resolution: Double?
  }

  static func parts(
    _ files: [String], _ pattern: NamePattern, _ profile: SensorProfile, in folder: String
  ) -> [Part] {
    files.compactMap { file in
      guard let groups = pattern.match(file), let band = groups[.band] else { return nil }
      return Part(
        member: .init(name: band, path: "\(folder)/\(file)"), facts: SceneFacts(groups),
        resolution: groups[.resolution].flatMap { Double($0) })
    }
  }

  /// The scenes that the parts of a folder form: one per platform, tile, date and version.
  static func groups(
    _ parts: [Part], _ layout: SensorProfile.Layout, _ profile: SensorProfile, _ folder: String,
    _ sidecar: SceneSidecar?, metadataFile: String? = nil, isProduct: Bool = false
  ) -> [SceneCandidate] {
    var order: [SceneFacts] = []
    var grouped: [SceneFacts: [Part]] = [:]
    for part in parts {
      if grouped[part.facts] == nil { order.append(part.facts) }
      grouped[part.facts, default: []].append(part)
    }
    return order.map { facts in
      var said = facts
      var notices: [String] = []
      if let groups = layout.folder?.match(PathText.name(of: PathText.absolute(folder))) {
        let folderFacts = SceneFacts(groups)
        var comparable = folderFacts
        comparable.baseline = nil
        comparable.processed = nil
        if comparable.agrees(with: facts) {
          said = facts.completed(from: folderFacts)
        } else {
          notices.append(
            "the name of the folder speaks of another acquisition than the files in it; the files "
              + "are believed")
        }
      }
      let name = order.count > 1 ? Self.groupName(folder, grouped[facts] ?? []) : folder
      return SceneCandidate(
        name: name, profile: profile, members: Self.finest(grouped[facts] ?? []), facts: said,
        metadataFile: metadataFile, sidecar: sidecar, notices: notices)
    }
  }

  /// A name for one of several scenes of a folder: what its files' names have in common.
  private static func groupName(_ folder: String, _ parts: [Part]) -> String {
    let names = parts.map { PathText.name(of: $0.member.path) }
    let common = names.dropFirst().reduce(names.first ?? "") { $0.commonPrefix(with: $1) }
    return "\(folder)/\(common)*"
  }

  /// The finest copy of each band, where names state a resolution.
  private static func finest(_ parts: [Part]) -> [SceneCandidate.Member] {
    var kept: [Part] = []
    for part in parts {
      if let resolution = part.resolution,
        let place = kept.firstIndex(where: {
          $0.member.name == part.member.name && $0.resolution != nil
            && $0.resolution != resolution
        })
      {
        if resolution < kept[place].resolution ?? 0 { kept[place] = part }
      } else {
        kept.append(part)
      }
    }
    return kept.map(\.member)
  }
}

import Diagnostics
import Imagery

extension SceneRecognizer {
  /// The scene of a STAC item: one that this program wrote, or a foreign one by its collection or `--sensor`.
  func item(_ path: String, options: SceneOptions) throws(TiankanError) -> Scene {
    let document = try JSONValue(file: path)
    if document["properties"]?["tiankan:profile"] != nil, options.sensor == nil {
      return try own(document, path, options)
    }
    let profile = try foreignProfile(document, path, options)
    let candidate = ForeignItem(document, file: path, profile: profile).candidate()
    guard !candidate.members.isEmpty else {
      let keys = (document["assets"]?.members ?? [:]).keys.sorted().joined(separator: ", ")
      throw TiankanError(
        .missingBand, "none of the item's assets (\(keys)) is a band of \(profile.name)",
        subject: path)
    }
    var assembly = try SceneAssembly(candidate, options: options)
    return try assembly.scene()
  }

  private func foreignProfile(
    _ document: JSONValue, _ path: String, _ options: SceneOptions
  ) throws(TiankanError) -> SensorProfile {
    if let profile = try namedProfile(options, nil) { return profile }
    let collection = document["collection"]?.string ?? ""
    let known = library.profiles.filter { profile in
      profile.collections.contains { $0.lowercased() == collection.lowercased() }
    }
    guard let profile = known.first else {
      throw TiankanError(
        .unrecognised,
        "no sensor profile knows the item's collection "
          + (collection.isEmpty ? "(it names none)" : collection)
          + "; state the sensor with --sensor, or list the collection in a profile", subject: path)
    }
    return profile
  }

  /// An item of this program; what the user states may not contradict it.
  private func own(
    _ document: JSONValue, _ path: String, _ options: SceneOptions
  ) throws(TiankanError) -> Scene {
    var scene = try SceneItem(document, file: path).scene
    if let stated = options.dnOffset,
      let other = scene.bands.values.first(where: { abs($0.scaling.offset - stated) > 1e-6 })
    {
      throw TiankanError(
        .unknownScaling,
        "the DN offset \(stated) was stated, but the item says \(other.scaling.offset); leave "
          + "--dn-offset out", subject: path)
    }
    if let stated = options.sensed, let known = scene.acquisition.sensed, known.date != stated {
      throw TiankanError(
        .unknownDate, "the date \(stated) was stated, but the item says \(known); leave it out",
        subject: path)
    }
    if options.quality == .declined, scene.quality != nil {
      scene.quality = nil
      scene.notices.append("the quality layer was declined; clouds are not masked")
    }
    return scene
  }
}

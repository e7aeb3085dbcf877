import Diagnostics
import Foundation
import Imagery

extension SceneRecognizer {
  /// The scene of one multi-band file.
  func raster(_ path: String, options: SceneOptions) throws(TiankanError) -> Scene {
    let info = try RasterInfo(of: path)
    let isFile = LocalFile.isPlain(path) || RemoteFile.isRemote(path)
    let sidecar = isFile ? try SceneSidecar.beside(file: path) : nil
    let candidate = try rasterCandidate(info, sidecar, options)
    var assembly = try SceneAssembly(candidate, options: options, headers: [path: info])
    return try assembly.scene()
  }

  private func rasterCandidate(
    _ info: RasterInfo, _ sidecar: SceneSidecar?, _ options: SceneOptions
  ) throws(TiankanError) -> SceneCandidate {
    let name = PathText.name(of: info.path)
    if let profile = try namedProfile(options, sidecar) {
      let layouts = profile.layouts.filter { $0.kind == .multiband }
      let layout =
        layouts.first { $0.files?.match(name) != nil } ?? layouts.first { $0.files == nil }
        ?? layouts.first
      let facts = layout?.files?.match(name).map { SceneFacts($0) } ?? SceneFacts()
      return try candidate(info, profile, layout, facts, sidecar)
    }
    var found: [SceneCandidate] = []
    for profile in library.profiles {
      for layout in profile.layouts where layout.kind == .multiband && !layout.isOnlyWhenNamed {
        guard let groups = layout.files?.match(name) else { continue }
        found.append(try candidate(info, profile, layout, SceneFacts(groups), sidecar))
      }
    }
    if found.count == 1 { return found[0] }
    if found.count > 1 {
      let names = found.map(\.profile.name).joined(separator: " or ")
      throw TiankanError(
        .unrecognised, "the name could be of \(names); state which with --sensor",
        subject: info.path)
    }
    if sidecar != nil || Self.describesRoles(info),
      let generic = library.profiles.first(where: { $0.name == "generic" })
    {
      return try candidate(info, generic, nil, SceneFacts(), sidecar)
    }
    // What the image needs first is orthorectification; how its bands are called comes after.
    if info.geoTransform == nil, info.hasRationalPolynomials || info.hasGroundControlPoints {
      _ = try info.grid()
    }
    throw unrecognised(info)
  }

  /// Whether every band is described by a role, and one of them measures.
  private static func describesRoles(_ info: RasterInfo) -> Bool {
    let roles = info.bands.map { BandRole(rawValue: $0.description.lowercased()) }
    return roles.allSatisfy { $0 != nil } && roles.contains { $0 != .quality }
  }

  /// Which band of the file is which: as the sidecar says, else as the descriptions say, else in the profile's order.
  private func candidate(
    _ info: RasterInfo, _ profile: SensorProfile, _ layout: SensorProfile.Layout?,
    _ facts: SceneFacts, _ sidecar: SceneSidecar?
  ) throws(TiankanError) -> SceneCandidate {
    var members: [SceneCandidate.Member] = []
    func add(_ name: String, _ band: Int) {
      if name != "-" { members.append(.init(name: name, path: info.path, band: band)) }
    }
    func isBand(_ text: String) -> Bool {
      BandRole(rawValue: text) != nil || profile.isQuality(text)
        || profile.variants.contains { $0.bands.named(text) != nil }
    }
    if let sidecar, !sidecar.bands.isEmpty {
      for (name, number) in sidecar.bands.sorted(by: { $0.key < $1.key }) {
        guard let band = Int(number), isBand(name) else {
          throw TiankanError(
            .malformed,
            "bands: for one file, each line must be a role or a band of \(profile.name) with the "
              + "number of the band, not \(name): \(number)", subject: sidecar.file)
        }
        add(name, band)
      }
    } else if let sidecar, !sidecar.order.isEmpty {
      try checkOrder(sidecar.order, info, sidecar.file)
      for (position, name) in sidecar.order.enumerated() {
        guard name == "-" || isBand(name) else {
          throw TiankanError(
            .malformed, "bands: \(name) is neither a role nor a band of \(profile.name)",
            subject: sidecar.file)
        }
        add(name, position + 1)
      }
    } else if info.bands.contains(where: { isBand($0.description.lowercased()) })
      || info.bands.contains(where: { isBand($0.description) })
    {
      for (position, band) in info.bands.enumerated() {
        let word = band.description.lowercased()
        add(BandRole(rawValue: word) != nil ? word : band.description, position + 1)
      }
    } else if let order = layout?.order, !order.isEmpty, order.count == info.bands.count {
      for (position, name) in order.enumerated() { add(name, position + 1) }
    } else {
      throw unordered(info, profile, layout)
    }
    var candidate = SceneCandidate(
      name: info.path, profile: profile, members: members, facts: facts, sidecar: sidecar)
    // The sidecar's names were applied here; what is left to the assembly is the meaning of the numbers.
    candidate.sidecar?.bands = [:]
    return candidate
  }

  private func checkOrder(
    _ order: [String], _ info: RasterInfo, _ file: String
  ) throws(TiankanError) {
    guard order.count == info.bands.count else {
      throw TiankanError(
        .malformed,
        "bands lists \(order.count) names, but \(info.path) has \(info.bands.count) bands; write - "
          + "for a band that is not used", subject: file)
    }
  }

  private func unordered(
    _ info: RasterInfo, _ profile: SensorProfile, _ layout: SensorProfile.Layout?
  ) -> TiankanError {
    let described = info.bands.map { $0.description.isEmpty ? "(none)" : $0.description }
    let expected = layout?.order.filter { $0 != "-" } ?? []
    return TiankanError(
      .unrecognised,
      "nothing says which of the \(info.bands.count) bands is which: their descriptions are "
        + "\(described.joined(separator: ", "))"
        + (expected.isEmpty
          ? "" : ", and \(profile.name) has \(layout?.order.count ?? 0) bands")
        + "; list the bands in a sidecar (\(PathText.stem(of: info.path)).yaml) or describe them "
        + "in the file", subject: info.path)
  }

  private func unrecognised(_ info: RasterInfo) -> TiankanError {
    let name = PathText.name(of: info.path)
    let single = library.profiles.first { profile in
      profile.layouts.contains { layout in
        layout.kind == .bands && !layout.isOnlyWhenNamed && layout.files?.match(name) != nil
      }
    }
    if let single {
      return TiankanError(
        .unrecognised,
        "this is one band of a \(single.name) scene; give the folder that holds its bands",
        subject: info.path)
    }
    let described = info.bands.map(\.description).filter { !$0.isEmpty }
    return TiankanError(
      .unrecognised,
      "no sensor profile knows this name, and its \(info.bands.count) bands are "
        + (described.isEmpty ? "not described" : "described \(described.joined(separator: ", "))")
        + "; state the sensor with --sensor or in a sidecar "
        + "(\(PathText.stem(of: info.path)).yaml) with sensor, bands, scale and date",
      subject: info.path)
  }
}

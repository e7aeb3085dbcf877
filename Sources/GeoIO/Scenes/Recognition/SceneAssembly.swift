import Diagnostics
import Foundation
import Imagery

/// Makes a scene of a candidate: opens the headers, decides scaling, date and quality, and says what is wrong.
struct SceneAssembly {
  private let candidate: SceneCandidate
  private let options: SceneOptions
  private let document: MetadataDocument?
  private var headers: [String: RasterInfo]
  private var notices: [String]

  /// Prepares a candidate; headers that were opened already are not opened again.
  init(
    _ candidate: SceneCandidate, options: SceneOptions, headers: [String: RasterInfo] = [:]
  ) throws(TiankanError) {
    self.candidate = candidate
    self.options = options
    self.headers = headers
    notices = candidate.notices + candidate.profile.notices
    if let file = candidate.metadataFile {
      document = try MetadataDocument(file: file)
    } else {
      document = nil
    }
  }

  /// The scene.
  ///
  /// - Throws: `.unknownScaling`, `.missingQuality`, `.missingCRS`, `.notOrthorectified`, `.unknownDate` (a stated
  ///   date contradicts the metadata), `.unrecognised` (two files for one role), and what opening files throws.
  mutating func scene() throws(TiankanError) -> Scene {
    let profile = candidate.profile
    let facts = try facts()
    let platform = facts.platform.map { profile.platform(named: $0) } ?? ""
    let bands = try sensorBands(platform)
    let decision = ScalingDecision(
      profile: profile, baseline: facts.baseline, dnOffset: options.dnOffset,
      isCalibrated: candidate.sidecar?.isCalibrated)
    var sources: [BandRole: BandSource] = [:]
    var quality: SceneCandidate.Member?
    for member in candidate.members {
      let name = candidate.sidecar?.bands[member.name] ?? member.name
      if name == BandRole.quality.rawValue || profile.isQuality(name) {
        if let twin = quality { throw twins(twin.path, member.path, "the quality layer") }
        quality = member
        continue
      }
      guard let band = Self.band(name, among: bands) else { continue }
      if let twin = sources[band.role] { throw twins(twin.path, member.path, band.name) }
      sources[band.role] = try source(of: member, band, decision)
    }
    guard !sources.isEmpty else {
      throw TiankanError(
        .missingBand,
        "none of the files is a band of \(profile.name); its bands are "
          + bands.map(\.name).joined(separator: ", "), subject: candidate.name)
    }
    try checkSystems(sources)
    let layer = try self.quality(quality)
    let isCalibrated =
      candidate.sidecar?.isCalibrated
      ?? (profile.isCalibrated || candidate.sidecar?.scaling.unit != nil)
    if !isCalibrated {
      let general = ["digital numbers without calibration; only relative rules apply"]
      notices += profile.uncalibratedNotices.isEmpty ? general : profile.uncalibratedNotices
    }
    return Scene(
      name: candidate.name,
      acquisition: AcquisitionID(
        platform: platform, sensor: profile.name,
        tile: facts.tile ?? Self.productName(candidate.name), sensed: facts.sensed),
      version: ProductVersion(
        baseline: facts.baseline ?? "", processed: facts.processed ?? ""),
      profile: profile.name, bands: sources, quality: layer, isCalibrated: isCalibrated,
      notices: notices)
  }
}

extension SceneAssembly {
  /// All that is known of the acquisition: sidecar, then metadata, then names, then tags of the first file.
  private mutating func facts() throws(TiankanError) -> SceneFacts {
    let profile = candidate.profile
    var facts = candidate.sidecar?.facts ?? SceneFacts()
    if let document {
      facts = facts.completed(from: SceneFacts(document, keys: profile.metadata))
    }
    facts = facts.completed(from: candidate.facts)
    if facts.sensed == nil, let first = candidate.members.first, !profile.sensedTags.isEmpty {
      let metadata = try header(first.path).metadata
      facts.sensed =
        profile.sensedTags.compactMap { metadata[$0].flatMap { SensingTime($0) } }.first
    }
    if let stated = options.sensed {
      if let known = facts.sensed, known.date != stated {
        throw TiankanError(
          .unknownDate,
          "the date \(stated) was stated, but the scene says \(known); leave the date out, or "
            + "correct the metadata", subject: candidate.name)
      }
      facts.sensed = facts.sensed ?? SensingTime(date: stated)
    }
    if facts.sensed == nil {
      let processing = facts.processed.map { "; \($0) is the time of processing, not of sensing" }
      notices.append("the acquisition date is unknown" + (processing ?? ""))
    }
    return facts
  }

  private func sensorBands(_ platform: String) throws(TiankanError) -> [SensorProfile.Band] {
    let profile = candidate.profile
    if let bands = profile.bands(of: platform) { return bands }
    // A sidecar that gives every band its role needs no satellite.
    if let sidecar = candidate.sidecar, !sidecar.bands.isEmpty || !sidecar.order.isEmpty {
      return []
    }
    if Set(candidate.members.map(\.name)).isSubset(of: Set(BandRole.allCases.map(\.rawValue))) {
      return []
    }
    let known = profile.variants.flatMap(\.platforms).joined(separator: ", ")
    throw TiankanError(
      .unrecognised,
      "the bands of \(profile.name) depend on the satellite, and "
        + (platform.isEmpty ? "no name or metadata says which it is" : "\(platform) is not listed")
        + "; state platform in a sidecar (one of \(known))", subject: candidate.name)
  }

  /// The band of a name: the sensor's own, or a role by its word.
  private static func band(
    _ name: String, among bands: [SensorProfile.Band]
  ) -> SensorProfile.Band? {
    if let band = bands.named(name) { return band }
    guard let role = BandRole(rawValue: name), role != .quality else { return nil }
    return bands.first { $0.role == role } ?? .init(name: name, role: role, aliases: [], key: nil)
  }

  private mutating func header(_ path: String) throws(TiankanError) -> RasterInfo {
    if let known = headers[path] { return known }
    let info = try RasterInfo(of: path)
    headers[path] = info
    return info
  }

  private mutating func source(
    of member: SceneCandidate.Member, _ band: SensorProfile.Band, _ decision: ScalingDecision
  ) throws(TiankanError) -> BandSource {
    let info = try header(member.path)
    let grid = try info.grid()
    let layer = try self.layer(member.band, of: info)
    var statements: [ScalingStatement] = []
    if let document {
      statements.append(
        try ScalingStatement(document, keys: candidate.profile.metadata, band: band))
    }
    statements += member.statements
    if layer.scale != 1 || layer.offset != 0, layer.scale > 0 {
      statements.append(
        ScalingStatement(
          source: "the tags of \(member.path)", gain: layer.scale, bias: layer.offset))
    }
    if let stated = candidate.sidecar?.scaling { statements.append(stated) }
    return BandSource(
      path: member.path, band: member.band, name: band.name,
      scaling: try decision.scaling(
        statements, pixelType: layer.pixelType,
        subject: candidate.members.count > 1 && member.path == candidate.name
          ? "\(member.path) band \(member.band)" : member.path),
      noData: candidate.sidecar?.noData ?? member.noData ?? layer.noData
        ?? candidate.profile.noData,
      grid: grid)
  }

  private func layer(_ number: Int, of info: RasterInfo) throws(TiankanError) -> RasterInfo.Band {
    guard number >= 1, number <= info.bands.count else {
      throw TiankanError(
        .missingBand, "band \(number) was asked for, but the file has \(info.bands.count)",
        subject: info.path)
    }
    return info.bands[number - 1]
  }

  private func twins(_ first: String, _ second: String, _ what: String) -> TiankanError {
    TiankanError(
      .unrecognised,
      "\(PathText.name(of: first)) and \(PathText.name(of: second)) both are \(what); leave one of "
        + "them, or name the files in a STAC item", subject: candidate.name)
  }

  private func checkSystems(_ sources: [BandRole: BandSource]) throws(TiankanError) {
    let sorted = sources.sorted { $0.key < $1.key }.map(\.value)
    guard let first = sorted.first else { return }
    for other in sorted.dropFirst() {
      let same =
        other.grid.crs == first.grid.crs
        || (other.grid.crs.authorityCode != nil
          && other.grid.crs.authorityCode == first.grid.crs.authorityCode)
      guard same else {
        throw TiankanError(
          .unsuitableCRS,
          "\(PathText.name(of: first.path)) is in \(first.grid.crs), "
            + "\(PathText.name(of: other.path)) in \(other.grid.crs); the bands of a scene must "
            + "share one coordinate reference system", subject: candidate.name)
      }
    }
  }

  /// A product's name: the last part of its path without `.SAFE` or the suffix of a file.
  static func productName(_ path: String) -> String {
    let name = PathText.name(of: path)
    let suffixes = [".SAFE", ".tif", ".tiff", ".TIF", ".TIFF", ".jp2", ".img", ".vrt", ".json"]
    for suffix in suffixes where name.hasSuffix(suffix) {
      return String(name.dropLast(suffix.count))
    }
    return name
  }
}

extension SceneAssembly {
  /// The quality layer, or why there is none.
  private mutating func quality(
    _ found: SceneCandidate.Member?
  ) throws(TiankanError) -> Scene.Quality? {
    let profile = candidate.profile
    let stated = candidate.sidecar?.quality
    if options.quality == .declined {
      if profile.quality != nil || stated != nil || found != nil {
        notices.append("the quality layer was declined; clouds are not masked")
      } else {
        noteMissing()
      }
      return nil
    }
    var member = found
    if let stated, let sidecar = candidate.sidecar {
      if let file = stated.file {
        let path = PathText.join(PathText.folder(of: sidecar.file), file)
        member = SceneCandidate.Member(name: "quality", path: path, band: stated.band ?? 1)
      } else if let band = stated.band, let first = candidate.members.first {
        member = SceneCandidate.Member(name: "quality", path: first.path, band: band)
      }
    }
    guard let member else {
      guard let quality = profile.quality, quality.isRequired else {
        noteMissing()
        return nil
      }
      throw TiankanError(
        .missingQuality,
        "the quality layer \(quality.names.joined(separator: " or ")) of \(profile.name) is not "
          + "there; fetch it, name it in a sidecar, or decline it with --quality none",
        subject: candidate.name)
    }
    guard let rule = stated?.rule ?? profile.quality?.rule else {
      throw TiankanError(
        .missingQuality,
        "nothing says what the numbers of the quality layer mean; state classes or bits under "
          + "quality in a sidecar, or decline it with --quality none", subject: member.path)
    }
    let info = try header(member.path)
    let layer = try self.layer(member.band, of: info)
    let name =
      profile.quality?.names.first { $0.caseInsensitiveCompare(member.name) == .orderedSame }
      ?? profile.quality?.names.first ?? member.name
    return Scene.Quality(
      source: BandSource(
        path: member.path, band: member.band, name: name,
        scaling: BandScaling(offset: 0, unit: 1), noData: layer.noData ?? profile.quality?.noData,
        grid: try info.grid()),
      rule: rule)
  }

  private mutating func noteMissing() {
    let isRadar = candidate.profile.variants.allSatisfy { variant in
      variant.bands.allSatisfy { $0.role == .vv || $0.role == .vh }
    }
    if !isRadar { notices.append("no quality layer; clouds are not masked") }
  }
}

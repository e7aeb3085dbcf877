import Diagnostics
import Foundation
import Imagery

/// A STAC item of another writer, seen as a candidate: assets by band name, facts from properties.
struct ForeignItem {
  private let document: JSONValue
  private let file: String
  private let profile: SensorProfile

  /// Prepares an item.
  init(_ document: JSONValue, file: String, profile: SensorProfile) {
    self.document = document
    self.file = file
    self.profile = profile
  }

  /// The candidate.
  func candidate() -> SceneCandidate {
    var notices: [String] = []
    if offsetApplied != nil {
      notices.append(
        "the catalog's flag boa_offset_applied is known to be wrong for some items "
          + "(Element84/earth-search issues 66 and 71)")
    }
    return SceneCandidate(
      name: file, profile: profile, members: members(), facts: facts(), notices: notices)
  }

  private var properties: JSONValue { document["properties"] ?? .object([:]) }

  /// Whether the writer of a Sentinel-2 catalog says that it subtracted the offset already.
  private var offsetApplied: Bool? {
    properties["earthsearch:boa_offset_applied"]?.bool
      ?? properties["sentinel:boa_offset_applied"]?.bool
  }

  private func facts() -> SceneFacts {
    func text(_ keys: String...) -> String? {
      keys.compactMap { properties[$0]?.text }.first { !$0.isEmpty }
    }
    var facts = SceneFacts()
    facts.platform = text("platform")
    facts.tile =
      text("s2:mgrs_tile") ?? text("grid:code")?.replacing("MGRS-", with: "")
      ?? joined("mgrs:utm_zone", "mgrs:latitude_band", "mgrs:grid_square")
      ?? joined("landsat:wrs_path", "landsat:wrs_row") ?? document["id"]?.string
    facts.baseline = text("s2:processing_baseline", "processing:version")
    facts.processed = text("s2:generation_time", "processing:datetime")
    facts.sensed = text("datetime").flatMap { SensingTime($0) }
    if facts.sensed == nil, let start = text("start_datetime").flatMap({ SensingTime($0) }),
      let end = text("end_datetime").flatMap({ SensingTime($0) }), start.date == end.date
    {
      facts.sensed = SensingTime(date: start.date)
    }
    return facts
  }

  private func joined(_ keys: String...) -> String? {
    let parts = keys.compactMap { properties[$0]?.text }
    return parts.count == keys.count ? parts.joined() : nil
  }
}

extension ForeignItem {
  /// The assets that are bands: by key, else by the name of their one band; else the bands of one multi-band asset.
  private func members() -> [SceneCandidate.Member] {
    let assets = (document["assets"]?.members ?? [:]).sorted { $0.key < $1.key }
      .filter { !Self.isPicture($0.value) }
    var found: [String: (resolution: Double, member: SceneCandidate.Member)] = [:]
    for (key, asset) in assets {
      let parts = Self.split(key)
      guard let name = known(parts.name) else { continue }
      if let other = found[name], other.resolution <= parts.resolution { continue }
      found[name] = (parts.resolution, member(name, asset, band: 1, at: 0))
    }
    for (_, asset) in assets {
      let names = Self.bandNames(asset)
      guard names.count == 1, let name = names[0].compactMap(known).first, found[name] == nil
      else { continue }
      found[name] = (0, member(name, asset, band: 1, at: 0))
    }
    if found.isEmpty, let whole = assets.first(where: { Self.bandNames($0.value).count > 1 }) {
      for (place, names) in Self.bandNames(whole.value).enumerated() {
        guard let name = names.compactMap(known).first, found[name] == nil else { continue }
        found[name] = (0, member(name, whole.value, band: place + 1, at: place))
      }
    }
    return found.sorted { $0.key < $1.key }.map(\.value.member)
  }

  /// The profile's name of the band or quality layer that a text means.
  private func known(_ text: String) -> String? {
    if profile.isQuality(text) {
      return profile.quality?.names.first { $0.caseInsensitiveCompare(text) == .orderedSame }
    }
    let platform = facts().platform.map { profile.platform(named: $0) } ?? ""
    let bands = profile.bands(of: platform) ?? profile.variants.flatMap(\.bands)
    return bands.named(text)?.name
  }

  /// `B02_10m` as name and resolution.
  private static func split(_ key: String) -> (name: String, resolution: Double) {
    guard let mark = key.lastIndex(of: "_"), key.hasSuffix("m"),
      let resolution = Double(key[key.index(after: mark)...].dropLast())
    else { return (key, 0) }
    return (String(key[..<mark]), resolution)
  }

  private static func isPicture(_ asset: JSONValue) -> Bool {
    let roles = (asset["roles"]?.elements ?? []).compactMap(\.string)
    return !Set(roles).isDisjoint(with: ["thumbnail", "overview", "visual", "metadata"])
  }

  /// The names under which an asset's bands are described, per band.
  private static func bandNames(_ asset: JSONValue) -> [[String]] {
    let bands = asset["eo:bands"]?.elements ?? asset["bands"]?.elements ?? []
    return bands.map { band in
      ["name", "common_name", "eo:common_name"].compactMap { band[$0]?.string }
    }
  }

  private func member(
    _ name: String, _ asset: JSONValue, band: Int, at place: Int
  ) -> SceneCandidate.Member {
    func described(_ key: String) -> JSONValue? {
      let bands = asset["raster:bands"]?.elements ?? []
      let plain = asset["bands"]?.elements ?? []
      return (bands.indices.contains(place) ? bands[place][key] : nil)
        ?? (plain.indices.contains(place)
          ? plain[place]["raster:\(key)"] ?? plain[place][key] : nil)
        ?? asset["raster:\(key)"] ?? asset[key]
    }
    let href = asset["href"]?.string ?? ""
    var member = SceneCandidate.Member(
      name: name, path: SceneItem.path(of: href, in: PathText.folder(of: file)), band: band)
    member.noData = described("nodata")?.double
    if let unit = described("scale")?.double, unit > 0 {
      let offset = described("offset")?.double
      member.statements.append(
        ScalingStatement(
          source: "raster:bands of \(file)", offset: offset.map { $0 / unit }, unit: unit))
    }
    if offsetApplied == true {
      member.statements.append(
        ScalingStatement(source: "boa_offset_applied of \(file)", offset: 0, unit: nil))
    }
    return member
  }
}

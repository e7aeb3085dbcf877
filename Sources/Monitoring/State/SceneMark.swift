import Imagery

/// A scene as the state remembers it: what was taken in, and with which content.
struct SceneMark: Codable, Hashable, Sendable {
  var acquisition: String
  var baseline: String
  var processed: String
  /// Days since 1970-01-01.
  var day: Int
  /// The satellite, or the profile where none is known.
  var platform: String
  /// How its numbers are understood: profile, bands, scaling, meaning of the quality layer.
  var reading: String
  /// SHA-256 of the files that are read.
  var content: String

  /// What names the product, as it is understood, whatever its content.
  var product: String { "\(acquisition) \(baseline) \(processed) \(reading)" }

  /// The overpass it belongs to.
  var overpass: OverpassMark { OverpassMark(day: day, platform: platform) }
}

/// An overpass: a day and a satellite.
struct OverpassMark: Codable, Hashable, Sendable {
  var day: Int
  var platform: String
}

extension SceneArchive {
  /// All scenes as the state remembers them.
  func marks(_ contents: [String]) -> [SceneMark] {
    zip(entries, contents).map { entry, content in
      SceneMark(
        acquisition: entry.acquisition, baseline: entry.scene.version.baseline,
        processed: entry.scene.version.processed, day: entry.date.dayNumber,
        platform: Self.platform(of: entry), reading: Self.reading(of: entry), content: content)
    }
  }

  /// How the numbers of a scene are understood.
  private static func reading(of entry: Entry) -> String {
    let scene = entry.scene
    func list(_ meanings: [Int: QualityRule.Condition]) -> String {
      meanings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.rawValue)" }
        .joined(separator: ",")
    }
    let bands = entry.roles.map { role in
      let source = scene.bands[role]
      let scaling = scene.scaling(of: role)
      return "\(role.rawValue):\(source?.band ?? 0):\(scaling.offset):\(scaling.unit)"
        + ":\(source?.noData.map { "\($0)" } ?? "-")"
    }
    let quality = scene.quality.map {
      "\($0.source.band):\(list($0.rule.classes)):\(list($0.rule.bits)):\($0.rule.growth)"
    }
    return [scene.profile, scene.isCalibrated ? "calibrated" : "relative"].joined(separator: " ")
      + " " + bands.joined(separator: " ") + " " + (quality ?? "no quality")
  }

  /// The satellite that groups scenes to overpasses.
  static func platform(of entry: Entry) -> String {
    entry.scene.acquisition.platform.isEmpty
      ? entry.scene.profile : entry.scene.acquisition.platform
  }
}

extension SceneArchive.Overpass {
  var mark: OverpassMark { OverpassMark(day: date.dayNumber, platform: platform) }
}

import Diagnostics
import Imagery

/// Decides a band's scaling from all that is stated of it; never guesses.
///
/// Tags of the file, the product's metadata, a catalog and a sidecar are statements: they must agree. Where none of
/// them says it, the profile does, by the processing baseline where the profile's offset depends on it. What the user
/// states (`--dn-offset`) fills the gap, and may not contradict.
struct ScalingDecision {
  /// The profile.
  var profile: SensorProfile
  /// The processing baseline, where one is known.
  var baseline: String?
  /// What the user states.
  var dnOffset: Double?
  /// Whether the numbers are reflectance; others are taken as they are where nothing is stated.
  var isCalibrated: Bool

  /// Creates a decision; `isCalibrated` is the profile's unless a sidecar says otherwise.
  init(
    profile: SensorProfile, baseline: String?, dnOffset: Double?, isCalibrated: Bool? = nil
  ) {
    self.profile = profile
    self.baseline = baseline
    self.dnOffset = dnOffset
    self.isCalibrated = isCalibrated ?? profile.isCalibrated
  }

  /// The scaling of a band.
  ///
  /// - Parameters:
  ///   - statements: What is stated of the band.
  ///   - pixelType: The type of its samples.
  ///   - subject: The band, for messages.
  /// - Throws: `.unknownScaling` where nothing decides or statements contradict each other.
  func scaling(
    _ statements: [ScalingStatement], pixelType: PixelType, subject: String
  ) throws(TiankanError) -> BandScaling {
    let unit = try unit(statements, pixelType: pixelType, subject)
    return BandScaling(offset: try offset(statements, subject), unit: unit)
  }

  private func offset(
    _ statements: [ScalingStatement], _ subject: String
  ) throws(TiankanError) -> Double {
    let stated = try agreed(
      statements.compactMap { s in s.offset.map { (s.source, $0) } }, "offset", subject)
    let implied = baseline.flatMap { profile.offset(forBaseline: $0) }
    let known: (source: String, value: Double)?
    if let stated {
      known = stated
    } else if let implied {
      known = ("processing baseline \(baseline ?? "")", implied)
    } else if let constant = profile.scaling.offset {
      known = ("the profile \(profile.name)", constant)
    } else {
      known = nil
    }
    guard let dnOffset else {
      if let known { return known.value }
      if !isCalibrated { return 0 }
      throw unknownOffset(subject)
    }
    if let known, !Self.same(known.value, dnOffset) {
      throw TiankanError(
        .unknownScaling,
        "the DN offset \(Self.text(dnOffset)) was stated, but \(known.source) says "
          + "\(Self.text(known.value)); leave --dn-offset out, or correct the metadata",
        subject: subject)
    }
    return dnOffset
  }

  private func unit(
    _ statements: [ScalingStatement], pixelType: PixelType, _ subject: String
  ) throws(TiankanError) -> Double {
    if let stated = try agreed(
      statements.compactMap { s in s.unit.map { (s.source, $0) } }, "scale", subject)
    {
      return stated.value
    }
    if let unit = profile.scaling.unit {
      let types = profile.scaling.pixelTypes
      guard types.isEmpty || types.contains(pixelType) else {
        let known = types.map(\.rawValue).joined(separator: ", ")
        throw TiankanError(
          .unknownScaling,
          "the file holds \(pixelType.rawValue) numbers, but the scale of \(profile.name) is that "
            + "of \(known); state scale and dn-offset in a sidecar", subject: subject)
      }
      return unit
    }
    if !isCalibrated { return 1 }
    throw TiankanError(
      .unknownScaling,
      "nothing says how digital numbers become reflectance: \(profile.name) needs its metadata file "
        + "(such as *_MTL.txt) beside the bands, or a sidecar with scale and offset; a sidecar with "
        + "calibrated: false takes the numbers as they are, for relative rules only",
      subject: subject)
  }

  private func unknownOffset(_ subject: String) -> TiankanError {
    let cases = profile.scaling.baselineOffsets.map { interval in
      "\(Self.text(interval.offset)) for baselines from \(interval.from) to below \(interval.below)"
    }
    let why =
      baseline.map { "the processing baseline \($0) is not one whose offset is known" }
      ?? "no tag, metadata or sidecar states the processing baseline or the offset"
    return TiankanError(
      .unknownScaling,
      "the number to add to every DN is unknown: \(why); state it with --dn-offset"
        + (cases.isEmpty ? "" : " (\(cases.joined(separator: ", ")))")
        + " or in a sidecar (dn-offset or baseline)", subject: subject)
  }

  /// The value on which all sources agree.
  private func agreed(
    _ values: [(source: String, value: Double)], _ what: String, _ subject: String
  ) throws(TiankanError) -> (source: String, value: Double)? {
    guard let first = values.first else { return nil }
    if let other = values.first(where: { !Self.same($0.value, first.value) }) {
      // A catalog that contradicts itself or its file may be settled by the user.
      if what == "offset", let dnOffset,
        values.contains(where: { Self.same($0.value, dnOffset) })
      {
        return ("the user", dnOffset)
      }
      throw TiankanError(
        .unknownScaling,
        "the \(what) is stated twice and differently: \(Self.text(first.value)) by \(first.source), "
          + "\(Self.text(other.value)) by \(other.source); correct one of them"
          + (what == "offset" ? " or settle it with --dn-offset" : ""), subject: subject)
    }
    return first
  }

  /// Equal but for the last printed digits.
  private static func same(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= 1e-6 * max(abs(left), abs(right), 1e-9)
  }

  private static func text(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}

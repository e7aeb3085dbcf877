import Diagnostics
import Foundation
import Imagery
import Testing

@testable import GeoIO

/// The way from digital number to reflectance: decided by statements, never guessed.
struct ScalingTests {
  let profile: SensorProfile

  init() throws { profile = try SensorProfileLibrary().profile(named: "sentinel2-l2a") }

  private func scaling(
    baseline: String? = nil, dnOffset: Double? = nil, _ statements: [ScalingStatement] = [],
    type: PixelType = .uint16
  ) throws(TiankanError) -> BandScaling {
    try ScalingDecision(profile: profile, baseline: baseline, dnOffset: dnOffset)
      .scaling(statements, pixelType: type, subject: "B04.tif")
  }

  /// The self-test of the domain notes: DN 1200 of baseline 05.09 is 0.02, not 0.12.
  @Test func `DN 1200 of baseline 05-09 is 0-02`() throws {
    let scaling = try scaling(baseline: "05.09")
    #expect(abs(scaling.reflectance(1200) - 0.02) < 1e-12)
    let red = scaling.reflectance(1400)
    let nir = scaling.reflectance(4000)
    #expect(abs((nir - red) / (nir + red) - 0.765) < 5e-4)
  }

  @Test func `before baseline 04-00 nothing is added`() throws {
    #expect(abs(try scaling(baseline: "03.01").reflectance(1200) - 0.12) < 1e-12)
  }

  @Test(arguments: [nil, "99.99", "unknown"])
  func `without a baseline whose offset is known the scene is refused with the remedy`(
    baseline: String?
  ) throws {
    let error = #expect(throws: TiankanError.self) { try scaling(baseline: baseline) }
    #expect(error?.code == .unknownScaling)
    #expect(error?.message.contains("--dn-offset") == true)
    #expect(error?.message.contains("-1000 for baselines from 04.00") == true)
  }

  @Test(arguments: [0.0, -1000])
  func `what the user states fills the gap`(offset: Double) throws {
    #expect(try scaling(dnOffset: offset).offset == offset)
    #expect(try scaling(baseline: "99.99", dnOffset: offset).offset == offset)
  }

  @Test func `what the user states may not contradict the baseline or a tag`() throws {
    let error = #expect(throws: TiankanError.self) {
      try scaling(baseline: "05.09", dnOffset: 0)
    }
    #expect(error?.code == .unknownScaling)
    #expect(error?.message.contains("processing baseline 05.09 says -1000") == true)
    #expect(try scaling(baseline: "05.09", dnOffset: -1000).offset == -1000)
    #expect(throws: TiankanError.self) {
      try scaling(
        dnOffset: 0, [ScalingStatement(source: "tag", offset: -1000, unit: nil)])
    }
  }

  @Test func `a statement outranks the baseline, and two statements must agree`() throws {
    let harmonised = ScalingStatement(source: "sidecar", offset: 0, unit: nil)
    let tag = ScalingStatement(source: "tag", gain: 0.0001, bias: -0.1)
    #expect(try scaling(baseline: "05.09", [harmonised]).offset == 0)
    #expect(abs(try scaling([tag]).offset + 1000) < 1e-9)
    let error = #expect(throws: TiankanError.self) { try scaling([harmonised, tag]) }
    #expect(error?.message.contains("stated twice and differently") == true)
    #expect(try scaling(dnOffset: 0, [harmonised, tag]).offset == 0)
  }

  @Test func `a scale does not hold for another type of numbers`() throws {
    let error = #expect(throws: TiankanError.self) {
      try scaling(baseline: "03.01", type: .float32)
    }
    #expect(error?.code == .unknownScaling)
    #expect(error?.message.contains("float32") == true)
  }

  /// USGS, Landsat 8 Data Users Handbook, section 5: ρ = (M·Q + A) / sin(θ). For M = 2e-5, A = −0.1, Q = 10000 and a
  /// sun 30° high, ρ = 0.1 / 0.5 = 0.2.
  @Test func `Landsat Level-1 numbers are divided by the sine of the sun's elevation`() throws {
    let text = """
      GROUP = G
      REFLECTANCE_MULT_BAND_4 = 2.0000E-05
      REFLECTANCE_ADD_BAND_4 = -0.100000
      SUN_ELEVATION = 30.0
      END_GROUP = G
      """
    let document = try MetadataDocument(data: Data(text.utf8), file: "MTL.txt")
    let landsat = try SensorProfileLibrary().profile(named: "landsat-c1")
    let band = try #require(landsat.bands(of: "landsat-8")?.named("B4"))
    let statement = try ScalingStatement(document, keys: landsat.metadata, band: band)
    let scaling = try ScalingDecision(profile: landsat, baseline: nil, dnOffset: nil)
      .scaling([statement], pixelType: .uint16, subject: "B4")
    #expect(abs(scaling.reflectance(10000) - 0.2) < 1e-12)
    #expect(abs(scaling.reflectance(5000)) < 1e-12)
  }

  @Test func `a sun below the horizon gives no reflectance`() throws {
    let text = """
      GROUP = G
      REFLECTANCE_MULT_BAND_4 = 2.0000E-05
      REFLECTANCE_ADD_BAND_4 = -0.100000
      SUN_ELEVATION = -3.0
      END_GROUP = G
      """
    let document = try MetadataDocument(data: Data(text.utf8), file: "MTL.txt")
    let landsat = try SensorProfileLibrary().profile(named: "landsat-c1")
    let band = try #require(landsat.bands(of: "landsat-8")?.named("B4"))
    let error = #expect(throws: TiankanError.self) {
      try ScalingStatement(document, keys: landsat.metadata, band: band)
    }
    #expect(error?.code == .unknownScaling)
  }
}

import Diagnostics
import Foundation
import Imagery
import Testing

@testable import GeoIO

struct SensorProfileTests {
  @Test func `the library holds every promised profile`() throws {
    let names = try SensorProfileLibrary().profiles.map(\.name)
    let promised = [
      "sentinel2-l2a", "sentinel2-l1c", "landsat-c1", "landsat-c2-l2", "hls", "gf1-wfv", "gf1-pms",
      "gf2-pms", "gf6-wfv", "zy3-mux", "zy1-02d", "sentinel1-rtc", "generic",
    ]
    for name in promised { #expect(names.contains(name)) }
    #expect(names == names.sorted())
  }

  @Test func `an unknown key is an error with file and line`() throws {
    let text = """
      schema: 1
      name: x
      title: X
      bands:
        B1: {role: red}
      quallity: {names: [QA]}
      """
    let error = #expect(throws: TiankanError.self) {
      try SensorProfile(text: text, file: "x.yaml")
    }
    #expect(error?.code == .malformed)
    #expect(error?.subject == "x.yaml:6")
    #expect(error?.message.contains("quallity") == true)
  }

  @Test(arguments: [
    ("bands: {B1: {role: reed}}", "reed is not a role"),
    ("bands: {B1: {role: red}, B2: {role: red}}", "B1 is red already"),
    ("bands: {B1: {role: red, rolle: x}}", "rolle"),
    ("bands: {B1: {role: red}}\nlayouts: [{kind: bands, files: '(?<bnad>B1)'}]", "group bnad"),
    (
      "bands: {B1: {role: red}}\nlayouts: [{kind: bands, files: '(?<band>B1'}]",
      "regular expression"
    ),
    ("bands: {B1: {role: red}}\nlayouts: [{kind: product, files: '(?<band>B1)'}]", "metadata"),
    ("bands: {B1: {role: red}}\nscaling: {unit: ten}", "ten is not a number"),
    ("bands: {B1: {role: red}}\nquality: {names: [Q], classes: {1: fog}}", "whole number"),
    ("bands: {B1: {role: red}}\nquality: {names: [Q], bits: {16: cloud}}", "from 0 to 15"),
    ("bands: {B1: {role: red}}\nquality: {names: [Q], classes: {-1: cloud}}", "from 0 to 65535"),
    ("bands: {B1: {role: red}}\nquality: {names: [Q], bits: {1: cloud}, growth: -1}", "metres"),
    ("bands: {B1: {role: red}}\nschema: 2", "schema"),
  ])
  func `a wrong value is an error that names it`(text: String, part: String) throws {
    let head = text.contains("schema:") ? "" : "schema: 1\n"
    let error = #expect(throws: TiankanError.self) {
      try SensorProfile(text: "\(head)name: x\ntitle: X\n\(text)", file: "x.yaml")
    }
    #expect(error?.code == .malformed)
    let message = "\(error?.message ?? "") \(error?.cause ?? "")"
    #expect(message.contains(part))
    #expect(error?.subject?.hasPrefix("x.yaml") == true)
  }

  @Test func `the baseline decides the offset, and unofficial baselines decide nothing`() throws {
    let profile = try SensorProfileLibrary().profile(named: "sentinel2-l2a")
    #expect(profile.offset(forBaseline: "02.13") == 0)
    #expect(profile.offset(forBaseline: "03.01") == 0)
    #expect(profile.offset(forBaseline: "04.00") == -1000)
    #expect(profile.offset(forBaseline: "05.11") == -1000)
    #expect(profile.offset(forBaseline: "99.99") == nil)
    #expect(profile.offset(forBaseline: "") == nil)
  }

  @Test func `Sentinel-2 scene classes keep ground and drop clouds, shadows and snow`() throws {
    let profile = try SensorProfileLibrary().profile(named: "sentinel2-l2a")
    let rule = try #require(profile.quality?.rule)
    #expect((0...11).filter { rule.isUsable($0) } == [2, 4, 5, 6, 7])
    #expect(rule.growth == 200)
  }

  /// USGS: LSDS-1619 (QA_PIXEL): 21824 is clear land, 22280 is high-confidence cloud, 21952 is clear water.
  @Test func `Landsat quality bits tell clear land and water from clouds`() throws {
    let profile = try SensorProfileLibrary().profile(named: "landsat-c2-l2")
    let rule = try #require(profile.quality?.rule)
    #expect(rule.isUsable(21824))
    #expect(rule.isUsable(21952))
    #expect(!rule.isUsable(22280))
    #expect(!rule.isUsable(23888))
    #expect(!rule.isUsable(1))
  }

  /// USGS Collection 1 tables: 2720 is clear (Landsat 8), 672 is clear (Landsat 7), 2800 is cloud.
  @Test func `Collection 1 quality bits tell clear from cloud`() throws {
    let profile = try SensorProfileLibrary().profile(named: "landsat-c1")
    let rule = try #require(profile.quality?.rule)
    #expect(rule.isUsable(2720))
    #expect(rule.isUsable(672))
    #expect(!rule.isUsable(2800))
    #expect(!rule.isUsable(2976))
    #expect(!rule.isUsable(1))
  }

  @Test(arguments: [
    ("gf1-wfv", "GF1_WFV3_E118.3_N30.6_20180105_L1A0002912345.tiff", "20180105", "gaofen-1"),
    ("gf1-wfv", "GF1_WFV1_E117.0_N28.1_20200305_L1A0004658123_ortho.tif", "20200305", "gaofen-1"),
    ("gf1-pms", "GF1B_PMS_E118.0_N25.1_20200305_L1A1227777777-MUX.tiff", "20200305", "gaofen-1b"),
    ("gf2-pms", "GF2_PMS1_E116.8_N40.3_20150713_L1A0000923456-MSS1.tiff", "20150713", "gaofen-2"),
    ("gf6-wfv", "GF6_WFV_E118.4_N24.9_20190923_L1A1119919191.tiff", "20190923", "gaofen-6"),
    ("zy3-mux", "ZY302_MUX_E119.5_N31.2_20170508_L1A0000123456.tif", "20170508", "ziyuan-3-02"),
    (
      "zy1-02d", "ZY1E_VNIC_E117.0_N31.9_20210415_L1B0000203123-MUX.tif", "20210415", "ziyuan-1-02d"
    ),
  ])
  func `a Chinese product's name gives satellite and day of imaging`(
    name: String, file: String, day: String, platform: String
  ) throws {
    let library = try SensorProfileLibrary()
    for profile in library.profiles where profile.name != name {
      let others = profile.layouts.filter { $0.kind == .multiband && !$0.isOnlyWhenNamed }
      #expect(others.allSatisfy { $0.files?.match(file) == nil }, "\(profile.name)")
    }
    let profile = try library.profile(named: name)
    var matches: [[NamePattern.Group: String]] = []
    for layout in profile.layouts {
      if let match = layout.files?.match(file) { matches.append(match) }
    }
    let groups = try #require(matches.first)
    #expect(groups[.date] == day)
    #expect(groups[.platform].map { profile.platform(named: $0) } == platform)
    #expect(!profile.isCalibrated)
    #expect(profile.notices.contains { $0.contains("SWIR-free") })
    #expect(profile.uncalibratedNotices.contains { $0.contains("relative") })
  }

  @Test func `a panchromatic or unnumbered file is not taken for a multispectral one`() throws {
    let profile = try SensorProfileLibrary().profile(named: "gf2-pms")
    let names = [
      "GF2_PMS1_E116.8_N40.3_20150713_L1A0000923456-PAN1.tiff",
      "GF2_PMS1_E116.8_N40.3_20150713_L1A0000923456-MSS1.jpg",
    ]
    for name in names {
      #expect(profile.layouts.allSatisfy { $0.files?.match(name) == nil })
    }
  }

  @Test func `files and variables add profiles and replace built-in ones`() throws {
    let fixture = try ArchiveFixture()
    let text = "schema: 1\nname: NAME\ntitle: TITLE\nbands: {B1: {role: red}}\n"
    let extra = try fixture.text(
      "a/mine.yaml", text.replacing("NAME", with: "mine").replacing("TITLE", with: "Mine"))
    _ = try fixture.text(
      "b/gf2.yaml", text.replacing("NAME", with: "gf2-pms").replacing("TITLE", with: "Ours"))
    let library = try SensorProfileLibrary(
      extra: [extra], environment: ["TIANKAN_SENSORS": fixture.path("b")])
    #expect(try library.profile(named: "mine").title == "Mine")
    #expect(try library.profile(named: "gf2-pms").title == "Ours")
    #expect(library.profiles.filter { $0.name == "gf2-pms" }.count == 1)
    let error = #expect(throws: TiankanError.self) { try library.profile(named: "gf9") }
    #expect(error?.code == .usage)
    #expect(error?.message.contains("sentinel2-l2a") == true)
  }

  @Test func `a named resources folder is used, and one without profiles is an installation error`()
    throws
  {
    let fixture = try ArchiveFixture()
    _ = try fixture.text(
      "sensors/generic.yaml",
      "schema: 1\nname: generic\ntitle: Only\nbands: {B1: {role: red}}\n")
    let library = try SensorProfileLibrary(
      environment: ["TIANKAN_RESOURCES": fixture.root.path])
    #expect(library.profiles.map(\.title) == ["Only"])
    let error = #expect(throws: TiankanError.self) {
      try SensorProfileLibrary(environment: ["TIANKAN_RESOURCES": fixture.path("nowhere")])
    }
    #expect(error?.code == .installation)
    #expect(error?.message.contains("TIANKAN_RESOURCES") == true)
  }
}

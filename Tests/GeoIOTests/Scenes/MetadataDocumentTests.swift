import Diagnostics
import Foundation
import Imagery
import Testing

@testable import GeoIO

struct MetadataDocumentTests {
  private func document(_ text: String) throws(TiankanError) -> MetadataDocument {
    try MetadataDocument(data: Data(text.utf8), file: "metadata")
  }

  @Test func `XML elements become entries with their attributes`() throws {
    let document = try document(ProductText.sentinel2(baseline: "05.09", offset: -1000))
    #expect(document.value(["PROCESSING_BASELINE"]) == "05.09")
    #expect(document.entries("BOA_ADD_OFFSET").count == 13)
    #expect(document.entries("BOA_ADD_OFFSET")[3].attributes["band_id"] == "3")
    #expect(try document.number(["BOA_QUANTIFICATION_VALUE"]) == 10000)
  }

  @Test func `keys that stand in two groups are told apart by their parents`() throws {
    let document = try document(ProductText.landsatC2)
    let level2 = "LEVEL2_SURFACE_REFLECTANCE_PARAMETERS/REFLECTANCE_MULT_BAND_4"
    let level1 = "LEVEL1_RADIOMETRIC_RESCALING/REFLECTANCE_MULT_BAND_4"
    #expect(try document.number([level2]) == 2.75e-05)
    #expect(try document.number([level1]) == 2e-05)
    #expect(document.value(["SPACECRAFT_ID"]) == "LANDSAT_9")
  }

  @Test func `JSON members become entries`() throws {
    let document = try document(
      #"{"LANDSAT_METADATA_FILE": {"IMAGE_ATTRIBUTES": {"SUN_ELEVATION": "45.5", "WRS_PATH": 119}}}"#
    )
    #expect(try document.number(["IMAGE_ATTRIBUTES/SUN_ELEVATION"]) == 45.5)
    #expect(document.value(["WRS_PATH"]) == "119")
  }

  @Test(arguments: [
    "<a><b>1</b>", "{\"a\": ", "GROUP = A\nB = 1\n", "", "just words",
    "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a><b>&x;</b>",
  ])
  func `a cut or foreign document is malformed`(text: String) throws {
    let error = #expect(throws: TiankanError.self) { try document(text) }
    #expect(error?.code == .malformed)
  }

  @Test(arguments: [
    ("20240301", "2024-03-01"), ("2024-03-01", "2024-03-01"), ("2024061", "2024-03-01"),
    ("2024-03-01T02:55:31.024Z", "2024-03-01T02:55:31Z"),
    ("20240301T025531", "2024-03-01T02:55:31Z"), ("2018-06-03 11:00:35", "2018-06-03T11:00:35Z"),
    ("2018-06-03T11:00:35.000000000", "2018-06-03T11:00:35Z"),
    ("2023366", nil), ("2024-13-01", nil), ("2024-03-01T25:00:00Z", nil),
    ("2024-03-01T02:55:31+08:00", nil), ("yesterday", nil), ("20240301T0255", nil),
  ])
  func `days and times are read, other zones and impossible ones are not`(
    text: String, expected: String?
  ) {
    #expect(SensingTime(text)?.description == expected)
  }
}

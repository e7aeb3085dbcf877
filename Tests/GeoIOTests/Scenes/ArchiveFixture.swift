import Foundation
import Testing

/// A temporary folder with small real rasters, made by GDAL's own tools so that the reader is checked by another writer.
final class ArchiveFixture {
  let root: URL
  private var made: [[String]: URL] = [:]

  init() throws {
    root = FileManager.default.temporaryDirectory
      .appending(path: "tiankan-scenes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func path(_ relative: String) -> String { root.appending(path: relative).path }

  /// Writes a text file, making its folders.
  @discardableResult
  func text(_ relative: String, _ text: String) throws -> String {
    let file = root.appending(path: relative)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// Makes a GeoTIFF of constant numbers in UTM zone 50 N, unless `arguments` say otherwise.
  @discardableResult
  func raster(
    _ relative: String, type: String = "UInt16", numbers: [Int] = [1200], size: Int = 4,
    pixel: Int = 10, crs: String = "EPSG:32650", arguments: [String] = []
  ) throws -> String {
    let burn = numbers.flatMap { ["-burn", "\($0)"] }
    let side = size * pixel
    let options =
      ["-of", "GTiff", "-ot", type, "-outsize", "\(size)", "\(size)", "-bands", "\(numbers.count)"]
      + burn + (crs.isEmpty ? [] : ["-a_srs", crs])
      + ["-a_ullr", "400000", "3500000", "\(400_000 + side)", "\(3_500_000 - side)"] + arguments
    let file = root.appending(path: relative)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    if let known = made[options] {
      try FileManager.default.copyItem(at: known, to: file)
      return file.path
    }
    try Self.run("gdal_create", options + [file.path])
    made[options] = file
    return file.path
  }

  /// Gives the bands of a raster their descriptions.
  func describe(_ path: String, _ descriptions: [String]) throws {
    let commands = descriptions.enumerated().map { place, text in
      "d.GetRasterBand(\(place + 1)).SetDescription('\(text)')"
    }
    try Self.run(
      "/usr/bin/python3",
      [
        "-c",
        "from osgeo import gdal; d = gdal.Open('\(path)', gdal.GA_Update); "
          + commands.joined(separator: "; "),
      ])
  }

  /// Runs a tool and fails where it fails.
  @discardableResult
  static func run(_ tool: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: tool.hasPrefix("/") ? tool : "/usr/bin/env")
    process.arguments = (tool.hasPrefix("/") ? [] : [tool]) + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self)
    try #require(process.terminationStatus == 0, "\(tool) failed: \(text)")
    return text
  }
}

/// Metadata files in the form in which ESA and USGS deliver them.
enum ProductText {
  /// `MTD_MSIL2A.xml` or, with `level` 1, `MTD_MSIL1C.xml`.
  static func sentinel2(
    baseline: String, offset: Int?, level: Int = 2,
    generated: String = "2024-03-01T06:12:34.000000Z"
  ) -> String {
    let product = level == 2 ? "Level-2A" : "Level-1C"
    let tag = level == 2 ? "BOA_ADD_OFFSET" : "RADIO_ADD_OFFSET"
    let list = level == 2 ? "BOA_ADD_OFFSET_VALUES_LIST" : "Radiometric_Offset_List"
    let quantification =
      level == 2
      ? "<QUANTIFICATION_VALUES_LIST><BOA_QUANTIFICATION_VALUE unit=\"none\">10000</BOA_QUANTIFICATION_VALUE>"
        + "<AOT_QUANTIFICATION_VALUE unit=\"none\">1000.0</AOT_QUANTIFICATION_VALUE></QUANTIFICATION_VALUES_LIST>"
      : "<QUANTIFICATION_VALUE unit=\"none\">10000</QUANTIFICATION_VALUE>"
    let offsets = offset.map { value in
      "<\(list)>" + (0...12).map { "<\(tag) band_id=\"\($0)\">\(value)</\(tag)>" }.joined()
        + "</\(list)>"
    }
    return """
      <?xml version="1.0" encoding="UTF-8" standalone="no"?>
      <n1:\(product)_User_Product xmlns:n1="https://psd-15.sentinel2.eo.esa.int/PSD/User_Product_\(product).xsd">
        <n1:General_Info>
          <Product_Info>
            <PRODUCT_START_TIME>2024-03-01T02:55:31.024Z</PRODUCT_START_TIME>
            <PROCESSING_LEVEL>\(product)</PROCESSING_LEVEL>
            <PROCESSING_BASELINE>\(baseline)</PROCESSING_BASELINE>
            <GENERATION_TIME>\(generated)</GENERATION_TIME>
            <Datatake datatakeIdentifier="GS2A_20240301T025531_045401_N\(baseline)">
              <SPACECRAFT_NAME>Sentinel-2A</SPACECRAFT_NAME>
              <DATATAKE_SENSING_START>2024-03-01T02:55:31.024Z</DATATAKE_SENSING_START>
            </Datatake>
          </Product_Info>
          <Product_Image_Characteristics>
            \(quantification)
            \(offsets ?? "")
          </Product_Image_Characteristics>
        </n1:General_Info>
      </n1:\(product)_User_Product>
      """
  }

  /// A Collection 2 Level 2 MTL file, whose Level 1 group repeats the keys with other numbers.
  static let landsatC2 = """
    GROUP = LANDSAT_METADATA_FILE
      GROUP = PRODUCT_CONTENTS
        PROCESSING_LEVEL = "L2SP"
      END_GROUP = PRODUCT_CONTENTS
      GROUP = IMAGE_ATTRIBUTES
        SPACECRAFT_ID = "LANDSAT_9"
        DATE_ACQUIRED = 2024-03-02
        SCENE_CENTER_TIME = "02:34:56.1234560Z"
        SUN_ELEVATION = 45.00000000
      END_GROUP = IMAGE_ATTRIBUTES
      GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
        REFLECTANCE_MULT_BAND_4 = 2.75e-05
        REFLECTANCE_MULT_BAND_5 = 2.75e-05
        REFLECTANCE_ADD_BAND_4 = -0.2
        REFLECTANCE_ADD_BAND_5 = -0.2
      END_GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
      GROUP = LEVEL1_RADIOMETRIC_RESCALING
        REFLECTANCE_MULT_BAND_4 = 2.0000E-05
        REFLECTANCE_ADD_BAND_4 = -0.100000
      END_GROUP = LEVEL1_RADIOMETRIC_RESCALING
    END_GROUP = LANDSAT_METADATA_FILE
    END
    """
}

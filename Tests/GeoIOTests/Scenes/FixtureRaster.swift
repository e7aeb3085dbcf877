import Foundation

/// Rasters that need GDAL's Python bindings to be made.
enum FixtureRaster {
  /// A four-band image without any transform, placed by rational polynomials only, as Level-1A products are.
  static func rationalPolynomials(_ path: String) throws {
    try ArchiveFixture.run(
      "/usr/bin/python3",
      [
        "-c",
        """
        from osgeo import gdal
        d = gdal.GetDriverByName('GTiff').Create('\(path)', 8, 8, 4, gdal.GDT_UInt16)
        c = ' '.join(['1'] + ['0'] * 19)
        d.SetMetadata({'LINE_OFF': '4', 'SAMP_OFF': '4', 'LAT_OFF': '30.6', 'LONG_OFF': '118.3',
          'HEIGHT_OFF': '0', 'LINE_SCALE': '4', 'SAMP_SCALE': '4', 'LAT_SCALE': '1',
          'LONG_SCALE': '1', 'HEIGHT_SCALE': '1', 'LINE_NUM_COEFF': c, 'LINE_DEN_COEFF': c,
          'SAMP_NUM_COEFF': c, 'SAMP_DEN_COEFF': c}, 'RPC')
        """,
      ])
  }
}

import Foundation

/// GeoTIFFs of every kind the libtiff path promises, made by GDAL's Python bindings with fixed-seed content.
enum RasterCorpus {
  /// Writes the files of one sample type into a folder and returns their names.
  static func make(type: String, in folder: RasterFolder) throws -> [String] {
    try RasterTool.python(script, [folder.url.path, type])
      .split(separator: "\n").map(String.init)
  }

  /// GDAL's names of the sample types; `Int8` is written as signed byte.
  static let types = [
    "Byte", "Int8", "UInt16", "Int16", "UInt32", "Int32", "Float32", "Float64",
  ]

  private static let script = """
    import sys, os, struct, itertools, zlib
    import numpy
    from osgeo import gdal
    gdal.UseExceptions()
    folder, name = sys.argv[1:]
    signed = name == 'Int8'
    kind = gdal.GetDataTypeByName('Byte' if signed else name)
    random = numpy.random.default_rng(zlib.crc32(name.encode()))
    columns, rows, bands = 53, 39, 3

    def content():
        if name.startswith('Float'):
            values = random.normal(0, 1000, (bands, rows, columns))
            values[:, 3, 5:9] = numpy.nan
            values[:, 4, 5] = numpy.inf
            return values.astype('float32' if name == 'Float32' else 'float64')
        limits = numpy.iinfo({'Byte': 'uint8', 'Int8': 'uint8'}.get(name, name.lower()))
        walk = random.integers(limits.min, limits.max, (bands, rows, columns), endpoint=True, dtype=limits.dtype)
        # Half of it smooth as images are, half of it noise that makes the differences wrap around.
        walk[:, :, : columns // 2] = (numpy.arange(columns // 2) * 3 + 7).astype(limits.dtype)
        return walk

    def codecs():
        yield 'NONE', 1
        yield 'PACKBITS', 1
        for codec in ('DEFLATE', 'LZW', 'ZSTD'):
            for predictor in (1, 2, 3):
                if predictor == 3 and not name.startswith('Float'): continue
                yield codec, predictor

    count = 0
    for (codec, predictor), tiled, layout, order, big in itertools.product(
            codecs(), (True, False), ('PIXEL', 'BAND'), ('LITTLE', 'BIG'), ('NO', 'YES')):
        # Two odd sizes in turn: strips that end evenly hide mistakes in the last one.
        height = 16 if tiled else (7, 39)[count % 2]
        options = ['COMPRESS=' + codec, 'INTERLEAVE=' + layout, 'ENDIANNESS=' + order, 'BIGTIFF=' + big,
                   'BLOCKYSIZE=%d' % height]
        if predictor > 1: options.append('PREDICTOR=%d' % predictor)
        if tiled: options += ['TILED=YES', 'BLOCKXSIZE=32']
        if signed: options.append('PIXELTYPE=SIGNEDBYTE')
        file = '%s_%s%d_%s_%s_%s_%s.tif' % (
            name, codec, predictor, 'tile' if tiled else 'strip%d' % height, layout, order, big)
        target = gdal.GetDriverByName('GTiff').Create(
            os.path.join(folder, file), columns, rows, bands, kind, options)
        target.WriteArray(content())
        target = None
        print(file)
        count += 1

    # DEFLATE under its old number, which GDAL reads but never writes: the tag's value is patched.
    for layout in ('PIXEL', 'BAND'):
        file = '%s_old-deflate_%s.tif' % (name, layout)
        path = os.path.join(folder, file)
        target = gdal.GetDriverByName('GTiff').Create(
            path, columns, rows, bands, kind,
            ['COMPRESS=DEFLATE', 'PREDICTOR=2', 'INTERLEAVE=' + layout] + (['PIXELTYPE=SIGNEDBYTE'] if signed else []))
        target.WriteArray(content())
        target = None
        data = bytearray(open(path, 'rb').read())
        entry = struct.pack('<HHI', 259, 3, 1)
        place = data.index(entry) + 8
        assert struct.unpack_from('<H', data, place)[0] == 8
        struct.pack_into('<H', data, place, 32946)
        open(path, 'wb').write(data)
        print(file)

    # Blocks that were never written.
    for nodata in (None, 5):
        file = '%s_sparse_%s.tif' % (name, nodata)
        target = gdal.GetDriverByName('GTiff').Create(
            os.path.join(folder, file), columns, rows, bands, kind,
            ['COMPRESS=DEFLATE', 'TILED=YES', 'BLOCKXSIZE=16', 'BLOCKYSIZE=16', 'SPARSE_OK=TRUE']
            + (['PIXELTYPE=SIGNEDBYTE'] if signed else []))
        if nodata is not None:
            for band in range(bands): target.GetRasterBand(band + 1).SetNoDataValue(nodata)
        target.GetRasterBand(1).WriteArray(content()[0][:16, :16], 16, 0)
        target = None
        print(file)
    """
}

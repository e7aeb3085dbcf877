import Diagnostics
import Foundation
import GeoIO
import Imagery
import Testing

struct RemoteRasterTests {
  /// A file server on the loopback interface that answers byte ranges, as object stores do.
  private final class Server {
    private let process = Process()
    let port: Int

    init(_ folder: RasterFolder) throws {
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["/usr/bin/python3", "-c", Self.script, folder.url.path]
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      var line = Data()
      while let byte = try pipe.fileHandleForReading.read(upToCount: 1), byte.first != 10 {
        line += byte
      }
      port = try #require(Int(String(decoding: line, as: UTF8.self)))
    }

    deinit { process.terminate() }

    private static let script = """
      import http.server, os, re, sys
      class Handler(http.server.SimpleHTTPRequestHandler):
          def do_HEAD(self): self.answer(False)
          def do_GET(self): self.answer(True)
          def answer(self, body):
              path = self.translate_path(self.path)
              if not os.path.isfile(path): return self.send_error(404)
              data = open(path, 'rb').read()
              asked = re.match(r'bytes=(\\d+)-(\\d*)', self.headers.get('Range', ''))
              first, last = 0, len(data) - 1
              if asked:
                  first = int(asked[1]); last = min(int(asked[2] or last), last)
                  self.send_response(206)
                  self.send_header('Content-Range', f'bytes {first}-{last}/{len(data)}')
              else: self.send_response(200)
              self.send_header('Accept-Ranges', 'bytes')
              self.send_header('Content-Length', str(last - first + 1))
              self.end_headers()
              if body: self.wfile.write(data[first:last + 1])
          def log_message(self, *arguments): pass
      os.chdir(sys.argv[1])
      server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
      print(server.server_port, flush=True)
      server.serve_forever()
      """
  }

  private func makeFile(_ folder: RasterFolder) throws -> String {
    let path = folder.path("band.tif")
    try RasterTool.python(
      SceneFixture.writing + """
        write(sys.argv[1], numpy.random.default_rng(2).integers(0, 9000, (150, 170), dtype='uint16'),
              (400000, 10, 0, 3500000, 0, -10))
        """, [path])
    return path
  }

  @Test func `a raster behind HTTP has the pixels of the local file`() throws {
    let folder = try RasterFolder()
    let path = try makeFile(folder)
    let server = try Server(folder)
    var local = try RasterDataset(opening: path)
    var remote = try RasterDataset(
      opening: "/vsicurl/http://127.0.0.1:\(server.port)/band.tif")
    #expect(remote.backend == .gdal)
    #expect(try remote.info.grid() == local.info.grid())
    #expect(
      try PathComparison.nativeBits(&remote, band: 1, window: remote.info.window)
        == PathComparison.nativeBits(&local, band: 1, window: local.info.window))
    let error = #expect(throws: TiankanError.self) {
      try RasterInfo(of: "/vsicurl/http://127.0.0.1:\(server.port)/absent.tif")
    }
    #expect(error?.code == .notFound)
  }

  @Test func `a raster inside a ZIP archive has the pixels of the file`() throws {
    let folder = try RasterFolder()
    let path = try makeFile(folder)
    try RasterTool.python(
      "import sys, zipfile; zipfile.ZipFile(sys.argv[2], 'w').write(sys.argv[1], 'band.tif')",
      [path, folder.path("scene.zip")])
    var local = try RasterDataset(opening: path)
    var packed = try RasterDataset(opening: "/vsizip/\(folder.path("scene.zip"))/band.tif")
    #expect(
      try PathComparison.nativeBits(&packed, band: 1, window: packed.info.window)
        == PathComparison.nativeBits(&local, band: 1, window: local.info.window))
    let error = #expect(throws: TiankanError.self) {
      try RasterInfo(of: "/vsizip/\(folder.path("scene.zip"))/absent.tif")
    }
    #expect(error?.code == .notFound)
  }
}

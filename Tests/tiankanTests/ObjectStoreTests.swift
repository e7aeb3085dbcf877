import Foundation
import TestSupport
import Testing

/// Scenes in an object store, read from a server that speaks S3.
@Suite(
  .enabled(
    if: Program.hasPython && ProcessInfo.processInfo.environment["TIANKAN_TEST_PYTHON"] != nil,
    "set TIANKAN_TEST_PYTHON to a Python with moto and boto3"))
struct ObjectStoreTests {
  /// An S3 server with one bucket, `scenes`, that holds the files of a folder.
  private final class Server {
    private let process = Process()
    /// The server ends when this is closed, also where this program is killed. Signals may be blocked in it.
    private let life = Pipe()
    let port: Int

    init(_ folder: String) throws {
      let python = try #require(ProcessInfo.processInfo.environment["TIANKAN_TEST_PYTHON"])
      process.executableURL = URL(filePath: python)
      process.arguments = ["-c", Self.script, folder]
      let pipe = Pipe()
      process.standardInput = life
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      var line = Data()
      while let byte = try pipe.fileHandleForReading.read(upToCount: 1), byte.first != 10 {
        line += byte
      }
      port = try #require(Int(String(decoding: line, as: UTF8.self)))
    }

    deinit {
      try? life.fileHandleForWriting.close()
      process.waitUntilExit()
    }

    private static let script = """
      import logging, os, pathlib, sys
      import boto3
      from moto.server import ThreadedMotoServer
      logging.getLogger("werkzeug").disabled = True
      server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
      server.start()
      host, port = server.get_host_and_port()
      store = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1",
                           aws_access_key_id="name", aws_secret_access_key="key")
      store.create_bucket(Bucket="scenes")
      root = pathlib.Path(sys.argv[1])
      for file in sorted(root.rglob("*")):
          if file.is_file():
              store.upload_file(str(file), "scenes", str(file.relative_to(root)))
      print(port, flush=True)
      sys.stdin.read()
      os._exit(0)
      """

    /// What GDAL needs to know to find the server.
    var environment: [String: String] {
      [
        "AWS_S3_ENDPOINT": "127.0.0.1:\(port)", "AWS_HTTPS": "NO", "AWS_VIRTUAL_HOSTING": "FALSE",
        "AWS_ACCESS_KEY_ID": "name", "AWS_SECRET_ACCESS_KEY": "key", "AWS_REGION": "us-east-1",
      ]
    }
  }

  @Test func `a STAC item with s3 addresses gives the bytes of the local scene`() throws {
    let scenes = try ScenePair.shared.get()
    let folder = try TemporaryFolder()
    let scene = folder.path("scene")
    try FileManager.default.copyItem(atPath: scenes("before"), toPath: scene)
    try "dn-offset: 0\n".write(toFile: "\(scene)/scene.yaml", atomically: true, encoding: .utf8)
    let server = try Server(scene)
    let scan = try Program.tiankan(["scan", scene, "--catalog", folder.path("c.json")])
    #expect(scan.status == 0, "\(scan.notices)")
    let items = folder.path("c-items")
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: items).first)
    let text = try String(contentsOfFile: "\(items)/\(name)", encoding: .utf8)
    let remote = text.replacing(/"[^"]*\/([^"\/]+\.tif)"/) { "\"s3://scenes/\($0.output.1)\"" }
    #expect(remote != text)
    try remote.write(toFile: folder.path("remote.json"), atomically: true, encoding: .utf8)

    func indices(_ scene: String, _ out: String) throws -> [String: Data] {
      let outcome = try Program.tiankan(
        ["index", scene, "--index", "ndvi,bsi", "--out", folder.path(out)],
        environment: server.environment)
      #expect(outcome.status == 0, "\(outcome.notices)")
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path(out))
      return try files.reduce(into: [:]) {
        $0[$1] = try Data(contentsOf: URL(filePath: folder.path("\(out)/\($1)")))
      }
    }
    let expected = try indices("\(items)/\(name)", "local")
    #expect(expected.count == 2)
    #expect(try indices(folder.path("remote.json"), "remote") == expected)

    // The folder itself, with its sidecar, and a scan of the bucket.
    #expect(try indices("/vsis3/scenes", "folder") == expected)
    let bucket = try Program.tiankan(
      ["scan", "/vsis3/scenes", "--catalog", folder.path("bucket.json")],
      environment: server.environment)
    #expect(bucket.status == 0, "\(bucket.notices)")
    #expect(bucket.output.contains("scenes: 1"))
    let found = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.path("bucket-items")).first)
    let item = folder.path("bucket-items/\(found)")
    #expect(try String(contentsOfFile: item, encoding: .utf8).contains("s3://scenes/"))
    #expect(try indices(item, "bucket") == expected)

    let absent = try Program.tiankan(
      ["index", "/vsis3/scenes/absent.tif", "--index", "ndvi", "--out", folder.path("none")],
      environment: server.environment)
    #expect(absent.status == 3)
    #expect(absent.notices.contains("/vsis3/scenes/absent.tif"))
  }
}

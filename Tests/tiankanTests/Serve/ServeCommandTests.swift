import Foundation
import TestSupport
import Testing

/// The real service with real clients.
@Suite(.enabled(if: Program.hasPython), .serialized) struct ServeCommandTests {
  @Test func `GDAL reads clues and imagery`() throws {
    let service = try RunningService()
    let token = try service.token("province")
    let total = try #require(
      try service.object("/api/clues?limit=1", token: token)["total"] as? Int)
    #expect(total > 0)
    let headers = ["GDAL_HTTP_HEADERS": "Authorization: Bearer \(token)"]
    let read = try Program.run(
      "/usr/bin/ogrinfo",
      [
        "-ro", "-al", "-so", "OAPIF:\(service.base)/ogc", "clues", "--config",
        "OGR_OAPIF_PAGE_SIZE", "7",
      ],
      environment: headers)
    #expect(read.status == 0, "\(read.notices)")
    #expect(read.output.contains("Feature Count: \(total)"), "\(read.output)")
    // All pages, and one in the grid's own system, which is the ledger's to the centimetre.
    let judged = try Program.run(
      Program.python,
      [
        "-c",
        """
        import sys
        from osgeo import ogr, gdal
        gdal.UseExceptions()
        service = gdal.OpenEx("OAPIF:" + sys.argv[1] + "/ogc", open_options=["PAGE_SIZE=7"])
        clues = service.GetLayerByName("clues")
        found = {f["key"]: f.GetGeometryRef().Area() for f in clues}
        ledger = gdal.OpenEx(sys.argv[2])
        own = {f["clue_key"]: f.GetGeometryRef().GetEnvelope() for f in ledger.GetLayerByName("clue")}
        print(len(found), set(found) == set(own))
        """, service.base, service.area.area.ledger,
      ], environment: headers)
    #expect(
      judged.output.trimmingCharacters(in: .whitespacesAndNewlines) == "\(total) True",
      "\(judged.notices)")

    let tile = try #require(
      (try service.object("/api/area", token: token)["tiles"] as? [[String: Any]])?.first)
    let name = try #require(tile["id"] as? String)
    let bounds = try #require(tile["bounds"] as? [Double])
    let dates = try #require(
      try service.object("/api/tiles/\(name)/dates", token: token)["dates"] as? [[String: Any]])
    let date = try #require(
      dates.filter { ($0["clear_share"] as? Double ?? 0) > 0.9 }.last?["date"] as? String)
    let picture = try Program.run(
      Program.python,
      [
        "-c",
        """
        import sys, math
        from osgeo import gdal
        gdal.UseExceptions()
        w, s, e, n = map(float, sys.argv[3:7])
        xml = f'''<GDAL_WMS><Service name="TMS"><ServerUrl>{sys.argv[1]}/tiles/{sys.argv[2]}/ndvi/${{z}}/${{x}}/${{y}}.png</ServerUrl></Service>
        <DataWindow><UpperLeftX>-20037508.34</UpperLeftX><UpperLeftY>20037508.34</UpperLeftY><LowerRightX>20037508.34</LowerRightX>
        <LowerRightY>-20037508.34</LowerRightY><TileLevel>16</TileLevel><TileCountX>1</TileCountX><TileCountY>1</TileCountY><YOrigin>top</YOrigin></DataWindow>
        <Projection>EPSG:3857</Projection><BlockSizeX>256</BlockSizeX><BlockSizeY>256</BlockSizeY><BandsCount>4</BandsCount></GDAL_WMS>'''
        def web(lon, lat): return lon * 20037508.34 / 180, math.log(math.tan((90 + lat) * math.pi / 360)) * 20037508.34 / math.pi
        (x0, y0), (x1, y1) = web(w, s), web(e, n)
        d = gdal.Translate("", xml, format="MEM", projWin=(x0, y1, x1, y0), width=200, height=200)
        print((d.GetRasterBand(4).ReadAsArray() == 255).mean() > 0.8)
        """, service.base, "\(name)/\(date)", "\(bounds[0])", "\(bounds[1])", "\(bounds[2])",
        "\(bounds[3])",
      ], environment: headers)
    #expect(picture.output.hasPrefix("True"), "\(picture.output) \(picture.notices)")
  }

  @Test(.enabled(if: RunningService.clients != nil))
  func `pystac-client searches the scenes`() throws {
    let service = try RunningService()
    let token = try service.token("county")
    let clients = try #require(RunningService.clients)
    let done = try Program.run(
      clients,
      [
        "-c",
        """
        import sys
        from pystac_client import Client
        api = Client.open(sys.argv[1] + "/stac", headers={"Authorization": "Bearer " + sys.argv[2]})
        scenes = api.search(limit=5)
        items = list(scenes.items())
        year = items[-1].datetime.year
        some = api.search(datetime=f"{year}-01-01/{year}-12-31", method="GET", limit=4)
        print(scenes.matched() == len(items) == len({i.id for i in items}) > 5, 0 < len(list(some.items())) < len(items),
              [c.id for c in api.get_collections()])
        """, service.base, token,
      ])
    #expect(
      done.output.trimmingCharacters(in: .whitespacesAndNewlines) == "True True ['scenes']",
      "\(done.notices)")
  }

  @Test(.enabled(if: RunningService.clients != nil))
  func `schemathesis finds no failure of the server`() throws {
    let service = try RunningService()
    let token = try service.token("province")
    let clients = try #require(RunningService.clients)
    let done = try Program.run(
      URL(filePath: clients).deletingLastPathComponent().appending(path: "schemathesis").path,
      [
        "run", "\(service.base)/api/openapi.json", "-H", "Authorization: Bearer \(token)",
        "--phases", "coverage,fuzzing", "-n", "3", "--seed", "1", "--max-time", "20", "--no-color",
        "--checks", "not_a_server_error", "--exclude-path", "/api/events", "--continue-on-failure",
        "--warnings", "off",
      ], in: service.area.area.folder.url)
    #expect(done.status == 0, "\(done.output.suffix(3000)) \(done.notices.suffix(1000))")
  }

  @Test func `clues that come are told to those who may see them`() throws {
    let service = try RunningService()
    let before = try #require(
      try service.object("/api/clues?limit=1", token: try service.token("province"))["total"]
        as? Int)
    #expect(before > 0)
    // From the beginning, as somebody does who was away.
    let county = try service.curl(
      "/api/events?since=0", token: try service.token("county"), ["--max-time", "3", "-N"])
    #expect(county.text.contains("event: clue"))
    #expect(county.text.contains("\"kind\":\"new\""))
    let stranger = try service.curl(
      "/api/events?since=0", token: try service.token("stranger"), ["--max-time", "3", "-N"])
    #expect(!stranger.text.contains("event: clue"))
    #expect(stranger.text.contains("retry:"))
  }

  @Test func `a client that lets a request rest is cut off, and others are answered`() throws {
    let service = try RunningService(["limits: {idle_seconds: 2, requests_per_minute: 100000}"])
    let port = try #require(service.base.split(separator: ":").last)
    let done = try Program.run(
      Program.python,
      [
        "-c",
        """
        import socket, sys, time, urllib.request
        def cut(first, drip):
            s = socket.create_connection(("127.0.0.1", int(sys.argv[1]))); s.settimeout(1)
            s.sendall(first); begin = time.time()
            while time.time() - begin < 25:
                try:
                    s.sendall(drip)
                    if s.recv(1) == b"": break
                except socket.timeout: pass
                except OSError: break
            return time.time() - begin
        head = cut(b"GET /healthz HT", b"")
        drip = cut(b"GET /healthz HTTP/1.1\\r\\nHost: x\\r\\n", b"X-A: b\\r\\n")
        body = cut(b"POST /api/login HTTP/1.1\\r\\nHost: x\\r\\nContent-Type: application/json\\r\\nContent-Length: 1000\\r\\n\\r\\n", b" ")
        ok = urllib.request.urlopen("http://127.0.0.1:" + sys.argv[1] + "/healthz").status
        print(1 < head < 6, 1 < drip < 6, 5 < body < 14, ok)
        """, String(port),
      ])
    #expect(done.output.hasPrefix("True True True 200"), "\(done.output) \(done.notices)")
  }

  @Test func `findings that were answered survive a kill`() throws {
    let service = try RunningService()
    let token = try service.token("province")
    var serials: [Int] = []
    let list = try service.object("/api/clues?limit=5", token: token)
    let keys = try #require(list["clues"] as? [[String: Any]]).compactMap { $0["key"] as? String }
    for round in 0..<3 {
      for key in keys {
        let path = "/api/clues/\(key)"
        let version = try #require(
          try service.object(path, token: token)["version"] as? Int)
        let order = "{\"note\": \"round \(round)\"}"
        let (status, text) = try service.curl(
          "\(path)/handling", token: token,
          ["-H", "If-Match: \"\(version)\"", "-H", "Content-Type: application/json", "-d", order])
        #expect(status == 201, "\(text.prefix(300))")
        let clue = try #require(
          try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        serials.append(try #require(clue["version"] as? Int))
      }
      // No time to put anything in order.
      kill(service.process.processIdentifier, SIGKILL)
      service.process.waitUntilExit()
      try service.start()
    }
    #expect(Set(serials).count == 15)
    let kept = try service.area.sqlite(
      "SELECT count(*) FROM event WHERE kind = 'handled' AND serial IN (\(serials.map(String.init).joined(separator: ",")))"
    )
    #expect(kept == "15")
    #expect(try service.area.sqlite("SELECT count(*) FROM verdict") == "15")
    #expect(try service.area.sqlite("PRAGMA integrity_check") == "ok")
  }

  @Test func `a photo is judged by its content, and is seen once it is part of the record`() throws
  {
    let service = try RunningService()
    let token = try service.token("county")
    let clue = try #require(
      (try service.object("/api/clues?limit=1&county=\(service.area.county)", token: token)["clues"]
        as? [[String: Any]])?.first)
    let key = try #require(clue["key"] as? String)
    let place = try #require(clue["position"] as? [String: Double])
    _ = try Reference.python(
      FieldCommandTests.photos + "\n"
        + """
        import sys
        x, y = float(sys.argv[2]), float(sys.argv[3])
        photo(sys.argv[1] + "/good.jpg", x, y, "2025:09:20 10:11:12")
        photo(sys.argv[1] + "/far.jpg", x + 0.1, y, "2025:09:20 10:11:12")
        photo(sys.argv[1] + "/none.jpg", None, None, "2025:09:20 10:11:12")
        """, service.area.path(""), "\(place["longitude"] ?? 0)", "\(place["latitude"] ?? 0)")
    let path = "/api/clues/\(key)"
    func upload(_ name: String, as who: String = token) throws -> (status: Int, text: String) {
      try service.curl(
        "\(path)/photos?datum=cgcs2000", token: who,
        ["-H", "Content-Type: image/jpeg", "--data-binary", "@\(service.area.path(name))"])
    }
    #expect(try upload("far.jpg").status == 400)
    #expect(try upload("none.jpg").status == 400)
    #expect(try upload("tiankan.yaml").status == 415)
    #expect(try upload("good.jpg", as: try service.token("stranger")).status == 404)
    let good = try upload("good.jpg")
    #expect(good.status == 201, "\(good.text)")
    let read = try #require(
      try JSONSerialization.jsonObject(with: Data(good.text.utf8)) as? [String: Any])
    let digest = try #require(read["sha256"] as? String)
    #expect(read["taken"] as? String == "2025-09-20 10:11:12")
    #expect(try service.curl("\(path)/photos/\(digest)", token: token).status == 404)
    let version = try #require(try service.object(path, token: token)["version"] as? Int)
    let order = "{\"note\": \"现场\", \"photos\": [\"\(digest)\"]}"
    let recorded = try service.curl(
      "\(path)/handling", token: token,
      ["-H", "If-Match: \"\(version)\"", "-H", "Content-Type: application/json", "-d", order])
    #expect(recorded.status == 201, "\(recorded.text.prefix(300))")
    #expect(try service.curl("\(path)/photos/\(digest)", token: token).status == 200)
    #expect(
      try service.curl("\(path)/photos/\(digest)", token: try service.token("stranger")).status
        == 404)
  }

  @Test func `the service speaks TLS, and ends in order when it is told to`() throws {
    let area = try PublishedArea()
    let made = try Program.run(
      "/usr/bin/openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", area.path("key.pem"), "-out", area.path("cert.pem"), "-days", "1", "-subj",
        "/CN=localhost",
      ])
    try #require(made.status == 0, "\(made.notices)")
    let service = try RunningService(
      ["tls: {certificate: cert.pem, key: key.pem}"], area: area)
    #expect(service.base.hasPrefix("https://"))
    let login = try service.curl(
      "/api/login",
      [
        "-i", "-H", "Content-Type: application/json", "-d",
        "{\"user\": \"county\", \"password\": \"\(RunningService.password)\"}",
      ])
    #expect(login.status == 200)
    #expect(login.text.contains("; Secure"))
    #expect(login.text.lowercased().contains("strict-transport-security"))
    service.process.terminate()
    service.process.waitUntilExit()
    #expect(service.process.terminationReason == .exit)
    #expect(service.process.terminationStatus == 0)
    let log = try area.text("serve.log")
    #expect(log.contains("\"route\":\"logIn\""))
    #expect(log.contains("\"request_id\""))
    #expect(!log.contains(RunningService.password))
  }

  @Test func `wrong settings are told with file and line`() throws {
    let area = try PublishedArea()
    for (lines, word) in [
      ("version: 1\nuserz: x", "userz"), ("version: 2", "version"),
      ("version: 1\nlisten: nowhere", "listen"), ("version: 1\ncounty_sees: some", "county_sees"),
      ("version: 1\nlimits: {photo: 16}", "photo"),
    ] {
      try lines.write(toFile: area.path("service.yaml"), atomically: true, encoding: .utf8)
      let done = try area.run("serve", "--service", area.path("service.yaml"))
      #expect([2, 3].contains(done.status), "\(done.status)")
      #expect(done.notices.contains("service.yaml:"), "\(done.notices)")
      #expect(done.notices.contains(word))
    }
    try "version: 1\nlisten: 0.0.0.0:8080".write(
      toFile: area.path("service.yaml"), atomically: true, encoding: .utf8)
    let open = try area.run("serve", "--service", area.path("service.yaml"))
    #expect(open.status == 2)
    #expect(open.notices.contains("TLS"))
  }
}

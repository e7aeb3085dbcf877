import Foundation
import TestSupport
import Testing

/// Clients that take too much or too little, at the sockets of the running program.
@Suite(.serialized) struct ConnectionTests {
  /// Runs Python with the port of a service as `port`.
  private static func python(_ service: RunningService, _ lines: String) throws -> String {
    let port = try #require(service.base.split(separator: ":").last)
    let head = """
      import socket, time, urllib.request
      port = \(port)
      def connect():
          s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
          s.settimeout(30); s.connect(("127.0.0.1", port)); return s
      def rest(s):
          count, first = 0, b""
          while True:
              try: part = s.recv(65536)
              except OSError: break
              if not part: break
              first = first or part; count += len(part)
          return count, first[:12].decode()

      """
    let done = try Program.run(Program.python, ["-c", head + lines])
    #expect(done.status == 0, "\(done.notices)")
    return done.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test func `a client that takes nothing of its answers is cut off, and others are answered`()
    throws
  {
    let service = try RunningService(["limits: {idle_seconds: 2, requests_per_minute: 100000}"])
    let said = try Self.python(
      service,
      """
      s = connect()
      one = len(urllib.request.urlopen(f"http://127.0.0.1:{port}/leaflet/leaflet.js").read())
      s.sendall(b"GET /leaflet/leaflet.js HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n" * 200)
      time.sleep(1); ok = urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz").status
      time.sleep(7)
      count, first = rest(s)
      # What lay in the buffers of both ends, and not two hundred answers.
      print(one > 100000, ok, count < 100 * one, first)
      """)
    #expect(said == "True 200 True HTTP/1.1 200", "\(said)")
  }

  @Test func `heads have a size and a number of fields`() throws {
    let service = try RunningService()
    let said = try Self.python(
      service,
      """
      for head in [b"X-A: " + b"a" * 40000 + b"\\r\\n", b"".join(b"X-%d: a\\r\\n" % n for n in range(200)),
                   b"".join(b"X-%d: %s\\r\\n" % (n, b"a" * 1000) for n in range(60)), b"X-A: " + b"a" * 8000 + b"\\r\\n"]:
          s = connect()
          try: s.sendall(b"GET /healthz HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n" + head + b"\\r\\n")
          except OSError: pass
          print(rest(s)[1][9:] == "200", end=" ")
      print(urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz").status)
      """)
    #expect(said == "False False False True 200", "\(said)")
  }

  @Test func `connections beyond the limit wait until others end`() throws {
    let service = try RunningService([
      "limits: {connections: 3, idle_seconds: 3, requests_per_minute: 100000}"
    ])
    let said = try Self.python(
      service,
      """
      time.sleep(4)
      # The server stops taking connections once it sees that there are too many: one or two more come in.
      idle = [connect() for _ in range(6)]; begin = time.time()
      s = connect(); s.sendall(b"GET /healthz HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n")
      first = rest(s)[1]; waited = time.time() - begin
      print(first, 1 < waited < 20)
      """)
    #expect(said == "HTTP/1.1 200 True", "\(said)")
  }
}

import Testing

@testable import GeoIO

struct BoundaryArgumentTests {
  @Test func `the layer stands behind the last number sign`() {
    let argument = BoundaryArgument("/data/a#b/land.gpkg#DLTB")
    #expect(argument.source == "/data/a#b/land.gpkg")
    #expect(argument.layer == "DLTB")
    #expect(BoundaryArgument("land.gpkg").layer == nil)
    #expect(BoundaryArgument("land.gpkg#").layer == nil)
  }

  @Test(arguments: [
    ("postgresql://me:se:cr@t@host/land#public.p", "postgresql://me:***@host/land#public.p"),
    ("PG:host=h password=secret dbname=d", "PG:host=h password=*** dbname=d"),
    ("PG:password='a b' host=h", "PG:password=*** host=h"),
    ("postgresql://host/land?user=me&password=x", "postgresql://host/land?user=me&password=***"),
    ("postgresql://host/land", "postgresql://host/land"),
  ])
  func `messages never show a password`(argument: String, subject: String) {
    #expect(BoundaryArgument(argument).subject == subject)
  }
}

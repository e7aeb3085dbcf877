import Testing

@testable import Monitoring

@Suite struct MetricsTextTests {
  // The rules of https://prometheus.io/docs/instrumenting/exposition_formats/, text format 0.0.4.
  @Test func `samples are escaped as the format demands`() {
    var metrics = MetricsText()
    metrics.add("a", "first \\ and\nsecond \"quoted\"", 0.5)
    metrics.add(
      "b", "labels", [([("county", "35\"0\\5\n"), ("kind", "疑似")], 3), ([], 1_770_000_000)])
    metrics.add("c", "nothing", [])
    #expect(
      metrics.text == #"""
        # HELP a first \\ and\nsecond "quoted"
        # TYPE a gauge
        a 0.5
        # HELP b labels
        # TYPE b gauge
        b{county="35\"0\\5\n",kind="疑似"} 3
        b 1770000000

        """#)
  }
}

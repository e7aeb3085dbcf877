import HTTPTypes
import Hummingbird

// For whoever runs the service.
extension RouteTable {
  var healthRoutes: [ServiceRoute] {
    let desk = desk
    let metrics = metrics
    return [
      ServiceRoute(
        .get, "/healthz", "isAlive", "Whether the service is alive.", access: .open,
        answer: .init(status: 200, types: ["text/plain"], summary: "It is.")
      ) { _ in .bytes(Array("ok\n".utf8), type: "text/plain") },
      ServiceRoute(
        .get, "/readyz", "isReady", "Whether the ledger can be read.", access: .open,
        answer: .init(status: 200, types: ["text/plain"], summary: "It can."),
        otherStatuses: [503]
      ) { _ in
        _ = try desk.mark()
        return .bytes(Array("ready\n".utf8), type: "text/plain")
      },
      ServiceRoute(
        .get, "/metrics", "readMetrics", "Counts and durations for Prometheus.", access: .open,
        answer: .init(status: 200, types: ["text/plain"], summary: "The text format 0.0.4."),
        otherStatuses: [401, 403]
      ) { request in
        let isLocal =
          request.address.hasPrefix("127.") || ["::1", "local"].contains(request.address)
        if !isLocal || desk.configuration.isBehindProxy {
          guard let visitor = await desk.gatekeeper.visitor(of: request.head) else {
            throw RequestFailure.unauthenticated
          }
          guard visitor.role >= .administrator else {
            throw RequestFailure.forbidden("metrics are for administrators")
          }
        }
        return .bytes(
          Array(metrics.text(of: desk).utf8), type: "text/plain; version=0.0.4; charset=utf-8")
      },
    ]
  }
}

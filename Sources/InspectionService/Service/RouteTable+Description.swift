import HTTPTypes

// The description of the service for programs.
extension RouteTable {
  /// The route of the OpenAPI document, which describes it too.
  func descriptionRoute(of routes: [ServiceRoute]) -> ServiceRoute {
    let own = ServiceRoute(
      .get, "/api/openapi.json", "describeService", "This document.", access: .open,
      answer: .json("OpenAPI 3.0.")
    ) { _ in throw RequestFailure.notFound }
    let item = ByteCache.Item(
      OpenAPIDocument(program: desk.program, routes: routes + [own]).json.bytes,
      type: "application/vnd.oai.openapi+json;version=3.0")
    var answering = own
    answering.handler = { request in .kept(item, for: request) }
    return answering
  }
}

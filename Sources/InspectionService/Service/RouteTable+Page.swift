import HTTPTypes

// The page.
extension RouteTable {
  /// One route per file of the table.
  var pageRoutes: [ServiceRoute] {
    (["/"] + page.paths).compactMap { path in
      guard let item = page[path] else { return nil }
      return ServiceRoute(
        .get, path, "page", "A file of the page.", access: .open,
        answer: .init(status: 200, types: [item.type], summary: "The file.")
      ) { request in
        .kept(item, for: request)
      }
    }
  }
}

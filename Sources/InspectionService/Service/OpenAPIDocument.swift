import HTTPTypes

/// The OpenAPI 3.0 document, written from the table by which requests are checked.
struct OpenAPIDocument {
  let program: String
  let routes: [ServiceRoute]

  var json: JSONText {
    var paths: [(String, [(String, JSONText)])] = []
    for route in routes {
      let entry = (route.method.rawValue.lowercased(), operation(route))
      if let position = paths.firstIndex(where: { $0.0 == route.path }) {
        paths[position].1.append(entry)
      } else {
        paths.append((route.path, [entry]))
      }
    }
    return [
      "openapi": "3.0.3",
      "info": [
        "title": "Tiankan 田瞰", "version": .text(String(program.split(separator: " ").last ?? "")),
        "description":
          "Clues of land change for those who go and look. Findings are clues (线索), not judgements.",
        "license": ["name": "Apache-2.0"],
      ], "servers": [["url": "/"]], "paths": .object(paths.map { ($0.0, .object($0.1)) }),
      "components": [
        "securitySchemes": [
          "token": ["type": "http", "scheme": "bearer"],
          "session": ["type": "apiKey", "in": "cookie", "name": .text(Gatekeeper.cookie)],
        ],
        "schemas": [
          "Problem": [
            "type": "object", "required": ["type", "title", "status", "detail"],
            "properties": [
              "type": ["type": "string"], "title": ["type": "string"],
              "status": ["type": "integer"], "detail": ["type": "string"],
              "subject": ["type": "string", "nullable": true],
            ],
          ]
        ],
      ],
    ]
  }

  private func operation(_ route: ServiceRoute) -> JSONText {
    var pairs: [(String, JSONText)] = [
      ("operationId", .text(route.name)), ("summary", .text(route.summary)),
      ("parameters", .array(route.parameters.map(\.description))),
    ]
    if let body = route.body {
      let described: JSONText = ["schema": body.schema]
      let content: JSONText = .object([(body.type, described)])
      pairs.append(("requestBody", ["required": true, "content": content]))
    }
    pairs.append(("responses", .object(responses(route))))
    let token: JSONText = ["token": []]
    let session: JSONText = ["session": []]
    pairs.append(("security", .array(route.access == .open ? [] : [token, session])))
    return .object(pairs)
  }

  private func responses(_ route: ServiceRoute) -> [(String, JSONText)] {
    let answer = route.answer
    let content = answer.types.map { type -> (String, JSONText) in
      let text: JSONText = ["type": "string"]
      let file: JSONText = ["type": "string", "format": "binary"]
      let document: JSONText = ["type": "object"]
      let schema =
        type.contains("json") ? document : type.hasPrefix("text/") ? text : file
      return (type, ["schema": schema])
    }
    var described: JSONText = ["description": .text(answer.summary)]
    if !content.isEmpty { described = described.with([("content", .object(content))]) }
    var statuses = Set(route.otherStatuses)
    statuses.formUnion([400, 404, 429, 503])
    if route.access != .open { statuses.formUnion([401, 403]) }
    if route.body != nil { statuses.formUnion([413, 415]) }
    // What comes back unchanged has no body.
    statuses.insert(304)
    let others = statuses.subtracting([answer.status]).sorted().map {
      status -> (String, JSONText) in
      guard status != 304 else { return ("304", ["description": "It is as it was."]) }
      return (
        "\(status)",
        [
          "description": "A problem document.",
          "content": [
            "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
          ],
        ]
      )
    }
    return [("\(answer.status)", described)] + others
  }
}

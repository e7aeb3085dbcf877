import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import InspectionService

@Suite struct OpenAPIDocumentTests {
  @Test func `the document describes every route of the interface once`() async throws {
    let fixture = try ServiceFixture()
    try await fixture.run { client in
      let document = try await client.send(.get, "/api/openapi.json").object()
      let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
      let names = paths.values.flatMap { $0.values }.compactMap { $0["operationId"] as? String }
      #expect(Set(names).count == names.count)
      #expect(names.count >= 40)
      for (path, operations) in paths {
        let parts = Set(path.matches(of: /\{([^}]+)\}/).map { String($0.1) })
        for operation in operations.values {
          let parameters = operation["parameters"] as? [[String: Any]] ?? []
          let named = parameters.filter { $0["in"] as? String == "path" }
            .compactMap { $0["name"] as? String }
          #expect(Set(named) == parts, "\(path)")
        }
      }
    }
  }
}

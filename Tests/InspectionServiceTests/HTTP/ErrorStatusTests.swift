import Diagnostics
import Foundation
import InspectionService
import Testing

@Suite struct ErrorStatusTests {
  @Test(arguments: [
    (TiankanError.Code.notFound, 404), (.permission, 403), (.usage, 400), (.corrupt, 422),
    (.locked, 503), (.outdated, 412), (.diskFull, 507), (.notBuilt, 501), (.bug, 500),
    (.outputFailed, 500),
  ])
  func `every kind of error has the status that HTTP defines for it`(
    code: TiankanError.Code, status: Int
  ) {
    #expect(ErrorStatus.status(of: code) == status)
  }

  @Test func `a problem document names the file but not its folder or the cause`() throws {
    let error = TiankanError(
      .corrupt, "block 7 cannot be decoded", subject: "/srv/archive/B04.tif", cause: "zlib: -3")
    let text = String(decoding: try JSONEncoder().encode(ProblemDocument(error)), as: UTF8.self)
    #expect(text.contains("\"subject\":\"B04.tif\""))
    #expect(text.contains("\"status\":422"))
    #expect(!text.contains("srv"))
    #expect(!text.contains("zlib"))
  }
}

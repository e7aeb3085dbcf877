import Diagnostics
import Testing

@Suite struct TiankanErrorTests {
  @Test func `an error reads as subject, message and cause`() {
    let error = TiankanError(.corrupt, "block 7 cannot be decoded", subject: "B04.tif", cause: "x")
    #expect("\(error)" == "B04.tif: block 7 cannot be decoded (x)")
  }

  @Test func `an error without subject or cause reads as its message`() {
    #expect("\(TiankanError(.usage, "name a scene"))" == "name a scene")
    #expect("\(TiankanError(.usage, "name a scene", cause: ""))" == "name a scene")
  }

  @Test func `a refusal keeps the inner subject when it names another input`() {
    let error = TiankanError(.missingCRS, "no CRS", subject: "B04.tif", cause: "no key")
    let refusal = Refusal(error, subject: "scene-a")
    #expect(refusal.subject == "scene-a")
    #expect(refusal.code == "missing-crs")
    #expect(refusal.reason == "B04.tif: no CRS (no key)")
  }
}

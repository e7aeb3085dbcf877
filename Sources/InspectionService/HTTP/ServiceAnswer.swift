import HTTPTypes
import Hummingbird
import NIOCore

// Responses in the forms that the routes have.
extension Response {
  static func json(
    _ content: JSONText, status: HTTPResponse.Status = .ok, type: String = "application/json",
    headers: HTTPFields = [:]
  ) -> Response {
    bytes(content.bytes, type: type, status: status, headers: headers)
  }

  static func bytes(
    _ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.contentType] = type
    return Response(
      status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// An answer that a client may keep and ask again about.
  static func kept(
    _ item: ByteCache.Item, for request: ServiceRequest, seconds: Int = 0,
    headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.eTag] = item.tag
    headers[.cacheControl] = seconds > 0 ? "private, max-age=\(seconds)" : "private, no-cache"
    if let known = request.head.headerFields[.ifNoneMatch],
      known.split(separator: ",").contains(where: {
        let tag = $0.drop { $0 == " " }
        return tag == "*" || tag == item.tag || tag == "W/\(item.tag)"
      })
    {
      return Response(status: .notModified, headers: headers)
    }
    return bytes(item.bytes, type: item.type, headers: headers)
  }
}

import Hummingbird
import NIOCore

/// What the server says of a request besides the request: where it came from.
struct DeskContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The address of the other side of the connection.
  let peer: String

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    peer = source.channel.remoteAddress?.ipAddress ?? "local"
  }
}

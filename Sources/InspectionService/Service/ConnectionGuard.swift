import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends connections whose client lets a request or a response rest: heads that come letter by letter, bodies that
/// do not go on, answers that nobody takes.
///
/// An idle timer alone would be kept awake by a byte now and then; these deadlines run for the whole head, the whole body, and each
/// time the client has to take something.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let patience: TimeAmount
  /// A photo over a slow line takes longer than a line of text.
  private let bodyPatience: TimeAmount
  private var reading: Scheduled<Void>?
  private var writing: Scheduled<Void>?

  init(seconds: Int) {
    patience = .seconds(Int64(seconds))
    bodyPatience = .seconds(Int64(seconds) * 4)
  }

  func channelActive(context: ChannelHandlerContext) {
    expect(context, within: patience)
    context.fireChannelActive()
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { expect(context, within: patience) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    reading?.cancel()
    writing?.cancel()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    reading?.cancel()
    writing?.cancel()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: expect(context, within: bodyPatience)
    case .body: break
    case .end:
      reading?.cancel()
      reading = nil
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { expect(context, within: patience) }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    writing?.cancel()
    writing = context.channel.isWritable ? nil : deadline(context, patience)
    context.fireChannelWritabilityChanged()
  }

  private func expect(_ context: ChannelHandlerContext, within time: TimeAmount) {
    reading?.cancel()
    reading = deadline(context, time)
  }

  private func deadline(_ context: ChannelHandlerContext, _ time: TimeAmount) -> Scheduled<Void> {
    let channel = context.channel
    return context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }
}

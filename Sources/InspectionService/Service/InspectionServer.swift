public import Diagnostics
import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import LedgerStore
public import Logging
public import Monitoring
import NIOCore
import NIOSSL
import ServiceLifecycle

/// The inspection service: answers browsers and programs from the ledger and the scenes of a monitored area, and records what
/// people say about clues.
///
/// ```swift
/// let server = try InspectionServer(
///   area: Configuration(reading: "county.yaml"), configuration: configuration,
///   version: "0.1.0", logger: logger)
/// try await server.run()
/// ```
public struct InspectionServer: Sendable {
  let desk: InspectionDesk
  let responder: ServiceResponder

  /// Reads users, keys, words and the page; nothing listens yet.
  ///
  /// - Throws: `.notFound` for a missing file, `.malformed`, `.installation`, `.usage` for an unsafe address.
  public init(
    area: Configuration, configuration: ServiceConfiguration, version: String, logger: Logger
  ) throws(TiankanError) {
    try configuration.checkSafety()
    desk = try InspectionDesk(
      area: area, configuration: configuration, version: version, logger: logger)
    let metrics = ServiceMetrics()
    let table = RouteTable(desk: desk, metrics: metrics, page: try PageFiles())
    responder = ServiceResponder(desk, routes: table.routes, metrics: metrics)
  }

  /// Listens and answers until the process is told to end; requests that are being answered then are answered.
  ///
  /// - Parameter onListening: Is told the port that is listened on.
  /// - Throws: `.permission`, `.usage` for an address that is taken; `.malformed` for a certificate or key.
  public func run(
    onListening: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws(TiankanError) {
    let application = try application(onListening: onListening)
    do {
      try await application.runService()
    } catch let error as IOError {
      throw TiankanError(
        .usage, "the address cannot be listened on; is another service there?",
        subject: "\(desk.configuration.host):\(desk.configuration.port)", cause: "\(error)")
    } catch {
      throw TiankanError(.bug, "the service ended with an error", cause: "\(error)")
    }
    desk.close()
  }

  func application(
    onListening: @escaping @Sendable (Int) -> Void
  ) throws(TiankanError) -> Application<ServiceResponder> {
    let configuration = desk.configuration
    let limits = configuration.limits
    let desk = desk
    return Application(
      responder: responder, server: try server(),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port),
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
      services: [desk.watch],
      onServerRunning: { channel in
        onListening(channel.localAddress?.port ?? configuration.port)
        await desk.removeForgottenPhotos()
      }, logger: desk.logger)
  }

  private func server() throws(TiankanError) -> HTTPServerBuilder {
    let seconds = desk.configuration.limits.idleSeconds
    let channel = HTTP1Channel.Configuration(
      additionalChannelHandlers: [ConnectionGuard(seconds: seconds)],
      idleTimeout: .seconds(Int64(seconds)),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
    guard let tls = desk.configuration.tls else { return .http1(configuration: channel) }
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(tls.certificate)
      var settings = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: tls.key, format: .pem)))
      settings.minimumTLSVersion = .tlsv12
      return try .tls(.http1(configuration: channel), tlsConfiguration: settings)
    } catch {
      throw TiankanError(
        .malformed, "certificate and key cannot be used; give PEM files that belong together",
        subject: tls.certificate, cause: "\(error)")
    }
  }
}

extension InspectionDesk {
  /// Removes photos that were uploaded and never named in an entry.
  func removeForgottenPhotos() async {
    do throws(TiankanError) {
      let named = try await read { reader throws(TiankanError) in
        Set(try reader.ledger.allAttachments().compactMap { PhotoLine($0)?.digest })
      }
      photos.removeForgotten(named: named, now: .now)
    } catch {
      logger.notice("uploaded photos stay until the ledger can be read: \(error)")
    }
  }
}

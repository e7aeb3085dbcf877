import Diagnostics
import Foundation
import GeoIO
import HTTPTypes
import Hummingbird
import LedgerStore
import Supervision

// What people record: steps, findings, notes, photos.
extension RouteTable {
  var handlingRoutes: [ServiceRoute] { [stepRoute, uploadRoute, photoRoute] }

  private var stepRoute: ServiceRoute {
    let desk = desk
    let limits = desk.configuration.limits
    return ServiceRoute(
      .post, "/api/clues/{key}/handling", "recordHandling",
      "Records a step, a finding or a note about a clue.", access: .recording,
      parameters: [
        Self.clueKey,
        .header("If-Match", .text(40), required: true, "The version of the clue that was read."),
      ],
      body: .init(type: "application/json", limit: limits.body, schema: HandlingOrder.schema),
      answer: .json("The clue as it is now.", status: 201), otherStatuses: [409, 412, 428, 503]
    ) { request in
      let visitor = try request.knownVisitor()
      guard let tag = request.text("If-Match") else {
        throw RequestFailure(
          428, "precondition-required", "send If-Match with the version of the clue that was read")
      }
      guard let version = Int(tag.trimmingCharacters(in: ["\""])), version >= 0 else {
        throw RequestFailure.malformed("If-Match", "takes the version of a clue, such as \"17\"")
      }
      let order = try request.decoded(HandlingOrder.self).check(
        today: HandlingDesk.today(), photoLimit: limits.photosPerEntry)
      let key = try await HandlingDesk(desk: desk, visitor: visitor).record(
        order, about: try request.required("key"), expecting: version)
      var present = request
      present.values["key"] = .text(key)
      let item = try await Self.clue(present, desk)
      return .bytes(item.bytes, type: item.type, status: .created)
    }
  }

  private var uploadRoute: ServiceRoute {
    let desk = desk
    return ServiceRoute(
      .post, "/api/clues/{key}/photos", "uploadPhoto",
      "Uploads a photo that was taken at a clue; an entry that names it makes it part of the record.",
      access: .recording,
      parameters: [
        Self.clueKey,
        .query(
          "datum", .choice(["wgs84", "cgcs2000", "gcj02"]), required: true,
          "The datum of the position in the photo."),
      ],
      body: .init(
        type: "image/jpeg", limit: desk.configuration.limits.photo,
        schema: ["type": "string", "format": "binary"]),
      answer: .json("What was read of the photo.", status: 201), otherStatuses: [413, 415]
    ) { request in
      let visitor = try request.knownVisitor()
      guard let datum = PositionDatum(rawValue: try request.required("datum")) else {
        throw RequestFailure.malformed("datum", "takes wgs84, cgcs2000 or gcj02")
      }
      let line = try await HandlingDesk(desk: desk, visitor: visitor).keep(
        Array(request.body?.readableBytesView ?? .init()), datum: datum,
        about: try request.required("key"))
      return .json(line.json(url: nil), status: .created)
    }
  }

  private var photoRoute: ServiceRoute {
    let desk = desk
    return ServiceRoute(
      .get, "/api/clues/{key}/photos/{sha256}", "readPhoto", "A photo of a clue's record.",
      parameters: [Self.clueKey, .path("sha256", .text(64), "The digest of the photo.")],
      answer: .init(status: 200, types: ["image/jpeg"], summary: "The photo.")
    ) { request in
      let visitor = try request.knownVisitor()
      let sight = desk.sight(of: visitor)
      let digest = try request.required("sha256")
      guard PhotoStore.isDigest(digest) else { throw RequestFailure.notFound }
      let key = try request.required("key")
      let store = desk.photos
      let bytes = try await desk.read { reader throws(TiankanError) -> [UInt8]? in
        let row = try reader.clue(key, sight)
        // Only what the record of this clue names: a digest alone opens nothing.
        let named = try reader.ledger.attachments(of: row.clue.key)
        guard named.contains(where: { PhotoLine($0)?.digest == digest }) else { return nil }
        return store.contents(digest)
      }
      guard let bytes else { throw RequestFailure.notFound }
      return .kept(
        ByteCache.Item(bytes, type: "image/jpeg", tag: "\"\(digest)\""), for: request,
        seconds: 86_400)
    }
  }
}

import Diagnostics
import Foundation
import Geometry
import Imagery
import TestSupport
import Testing

@testable import GeoIO

@Suite(
  .enabled(
    if: PostgresServer.obstacle == nil, "\(PostgresServer.obstacle ?? "a server can be started")"))
struct PostGISTests {
  @Test func `tables of a real server are read, chosen and refused`() throws {
    let server = try PostgresServer()
    try server.sql(
      """
      CREATE SCHEMA land;
      CREATE TABLE land.dltb (gid int primary key, "地类名称" text, tbmj double precision,
        geom geometry(MultiPolygon, 4527));
      INSERT INTO land.dltb SELECT i, '旱地' || i, i * 1.5,
        ST_Multi(ST_MakeEnvelope(39500000 + i * 200, 2756000, 39500100 + i * 200, 2756100, 4527))
        FROM generate_series(1, 2500) i;
      CREATE TABLE approvals (gid int primary key, geom geometry(Polygon));
      INSERT INTO approvals VALUES (1, ST_MakeEnvelope(0, 0, 1, 1));
      CREATE TABLE secret (gid int primary key, geom geometry(Polygon, 4527));
      CREATE ROLE reader LOGIN PASSWORD 'x';
      GRANT USAGE ON SCHEMA land TO reader;
      """)
    let layer = try BoundaryReader.read("\(server.address)#land.dltb")
    #expect(layer.features.count == 2500)
    #expect(layer.crs.authorityCode == "EPSG:4527")
    let first = try #require(layer.features.first { $0["地类名称"] == .text("旱地1") })
    #expect(first["tbmj"] == .real(1.5))
    #expect(first.geometry.envelope.minX == 39_500_200)

    let silent = failure(reading: "\(server.address)#approvals")
    #expect(silent?.code == .missingCRS)
    #expect(silent?.subject?.contains(PostgresServer.password) == false)
    let several = failure(reading: server.address)
    #expect(several?.code == .usage)
    #expect(several?.message.contains("land.dltb") == true)
    #expect(failure(reading: "\(server.address)#land.absent")?.code == .notFound)

    let wrong = server.address.replacing(PostgresServer.password, with: "wrong")
    let denied = failure(reading: "\(wrong)#land.dltb")
    #expect(denied?.code == .permission)
    #expect(denied.map { "\($0)".contains("wrong") } == false)
    let reader = server.address.replacing(
      "\(PostgresServer.user):\(PostgresServer.password)", with: "reader:x")
    #expect(failure(reading: "\(reader)#secret") != nil)

    let keyword = server.address.split(separator: ":").last.map { String($0) } ?? ""
    let port = keyword.prefix { $0.isNumber }
    let form =
      "PG:host=127.0.0.1 port=\(port) dbname=postgres user=\(PostgresServer.user) password=\(PostgresServer.password)"
    #expect(try BoundaryReader.read("\(form)#land.dltb").features.count == 2500)
  }

  @Test func `a server that is not there is named without its password`() {
    let error = failure(reading: "postgresql://me:hidden@127.0.0.1:1/land#public.p")
    #expect(error?.code == .notFound)
    #expect(error.map { "\($0)".contains("hidden") } == false)
  }
}

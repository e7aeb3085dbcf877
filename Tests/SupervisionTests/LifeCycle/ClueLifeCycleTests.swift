import Diagnostics
import Imagery
import Supervision
import Testing

@Suite struct ClueLifeCycleTests {
  typealias Cover = ClueLifeCycle.Cover

  private func key(_ row: Int, _ kind: ClueKind = .construction) -> ClueKey {
    ClueKey(tile: "T", kind: kind, firstDate: CalendarDate("2025-03-01"), row: row, column: 1)
  }

  private func old(
    _ row: Int, _ state: DetectionState = .first, area: Double = 1000, numbered: Bool = false,
    confirmed: String? = nil
  ) -> ClueLifeCycle.Published {
    ClueLifeCycle.Published(
      key: key(row), state: state, confirmedDate: confirmed.flatMap { CalendarDate($0) },
      squareMetres: area, isNumbered: numbered)
  }

  private func now(
    _ row: Int, _ state: DetectionState = .first, area: Double = 1000, confirmed: String? = nil
  ) -> ClueLifeCycle.Found {
    ClueLifeCycle.Found(
      key: key(row), state: state, confirmedDate: confirmed.flatMap { CalendarDate($0) },
      squareMetres: area)
  }

  private func events(
    _ before: [ClueLifeCycle.Published], _ after: [ClueLifeCycle.Found],
    withdrawn: Set<ClueKey> = [], covers: [Int: [Cover]] = [:], successors: [Int: Int] = [:]
  ) throws -> [String] {
    try ClueLifeCycle().changes(
      from: before, to: after, wasWithdrawn: { withdrawn.contains($0) },
      successor: { successors[$0.row].map { key($0) } },
      covers: { vanished throws(TiankanError) in covers[vanished.row] ?? [] }
    ).map { change in
      "\(change.event.rawValue) \(change.key.row)" + (change.other.map { "<\($0.row)" } ?? "")
    }
  }

  @Test func `each step of the state is told once`() throws {
    #expect(try events([], [now(1)]) == ["new 1"])
    #expect(try events([], [now(1, .provisional)]) == ["new 1", "provisional 1"])
    #expect(
      try events([], [now(1, .ended, confirmed: "2025-05-01")]) == [
        "new 1", "confirmed 1", "ended 1",
      ])
    #expect(try events([old(1)], [now(1)]) == [])
    #expect(try events([old(1)], [now(1, .provisional)]) == ["provisional 1"])
    #expect(
      try events([old(1, .provisional)], [now(1, .confirmed, confirmed: "2025-05-01")]) == [
        "confirmed 1"
      ])
    #expect(
      try events([old(1, .provisional)], [now(1, .ended, confirmed: "2025-05-01")]) == [
        "confirmed 1", "ended 1",
      ])
    #expect(try events([old(1, .ended)], [now(1, .provisional)]) == ["reopened 1"])
    #expect(
      try events([old(1, .confirmed, confirmed: "2025-05-01")], [now(1, .first)]) == ["revised 1"])
    #expect(
      try events(
        [old(1, .confirmed, confirmed: "2025-05-01")], [now(1, .confirmed, confirmed: "2025-04-26")]
      ) == ["revised 1"])
  }

  @Test func `growth is told from a fifth and from 400 square metres on`() throws {
    #expect(try events([old(1, area: 2000)], [now(1, area: 2399)]) == [])
    #expect(try events([old(1, area: 2000)], [now(1, area: 2400)]) == ["grown 1"])
    #expect(try events([old(1, area: 1000)], [now(1, area: 1399)]) == [])
    #expect(try events([old(1, area: 10_000)], [now(1, area: 11_999)]) == [])
    #expect(try events([old(1, area: 10_000)], [now(1, area: 8_000)]) == ["shrunk 1"])
  }

  @Test func `a vanished clue goes on where half of it is covered`() throws {
    #expect(
      try events([old(1)], [now(2)], covers: [1: [Cover(key: key(2), share: 0.5)]]) == [
        "rekeyed 2<1"
      ])
    #expect(
      try events([old(1)], [now(2)], covers: [1: [Cover(key: key(2), share: 0.49)]]) == [
        "withdrawn 1", "new 2",
      ])
    #expect(
      try events([old(1), old(2)], [now(2)], covers: [1: [Cover(key: key(2), share: 1)]]) == [
        "merged 2<1"
      ])
    // Split: the larger part goes on, the other is new and says where it comes from.
    #expect(
      try events(
        [old(1)], [now(2), now(3)],
        covers: [1: [Cover(key: key(2), share: 0.3), Cover(key: key(3), share: 0.4)]]) == [
          "rekeyed 3<1", "new 2<1",
        ])
    // Of two that vanish into one the numbered one goes on, though it is smaller.
    #expect(
      try events(
        [old(1, area: 5000), old(2, numbered: true)], [now(3, area: 1000)],
        covers: [1: [Cover(key: key(3), share: 1)], 2: [Cover(key: key(3), share: 1)]]) == [
          "merged 3<1", "rekeyed 3<2",
        ])
    // Covers of another kind do not count.
    #expect(
      try events([old(1)], [], covers: [1: [Cover(key: key(1, .abandonment), share: 1)]]) == [
        "withdrawn 1"
      ])
  }

  @Test func `a withdrawn clue that comes back is reopened`() throws {
    #expect(try events([], [now(1)], withdrawn: [key(1)]) == ["reopened 1"])
  }

  @Test func `a clue that is found under a key of its own again takes it up`() throws {
    // It went on as 2, which is gone now and covered by too little.
    #expect(try events([old(2)], [now(1)], successors: [1: 2]) == ["rekeyed 1<2"])
    // Also where another clue covers more of 2.
    #expect(
      try events(
        [old(2)], [now(1), now(3)], covers: [2: [Cover(key: key(3), share: 0.9)]],
        successors: [1: 2]) == ["rekeyed 1<2", "new 3"])
    // Another clue that wanted the place of 1 is merged.
    #expect(
      try events(
        [old(2), old(3, numbered: true)], [now(1)], covers: [3: [Cover(key: key(1), share: 1)]],
        successors: [1: 2]) == ["rekeyed 1<2", "merged 1<3"])
    // What is still found as 2 stays there.
    #expect(try events([old(2)], [now(1), now(2)], successors: [1: 2]) == ["new 1"])
    // It was withdrawn as 2 in a run before.
    #expect(try events([], [now(1)], successors: [1: 2]) == ["rekeyed 1<2", "reopened 1"])
    #expect(
      try events(
        [old(3)], [now(1)], covers: [3: [Cover(key: key(1), share: 1)]], successors: [1: 2])
        == ["rekeyed 1<2", "rekeyed 1<3"])
  }

  @Test func `a key that is found twice is refused`() {
    var code: TiankanError.Code?
    do { _ = try events([], [now(1), now(1)]) } catch { code = (error as? TiankanError)?.code }
    #expect(code == .duplicate)
  }

  @Test func `the order of the inputs does not matter`() throws {
    let before = (0..<20).map { old($0, $0 % 2 == 0 ? .first : .provisional) }
    let after = (10..<30).map { now($0, .provisional) }
    let covers = Dictionary(
      uniqueKeysWithValues: (0..<10).map { ($0, [Cover(key: key(20 + $0), share: 0.9)]) })
    let expected = try events(before, after, covers: covers)
    #expect(try events(before.reversed(), after.shuffled(), covers: covers) == expected)
    // Ten keys that moved, half of them and half of the ten that stayed become provisional.
    #expect(expected.count == 10 + 5 + 5)
  }
}

import Imagery
import TestSupport
import Testing

@testable import ChangeDetection

/// What a pixel needs to be listed for.
struct ConstructionMemoryTests {
  /// Every number of a state but those of spells.
  private let numbers: [(inout ConstructionState) -> Void] = [
    { $0.status = ConstructionStatus.ended }, { $0.recent = 8 }, { $0.hits = 1 }, { $0.clear = 1 },
    { $0.anomalySum = 256 }, { $0.first = 1 << 15 }, { $0.provisional = 1 }, { $0.confirmed = 1 },
    { $0.last = 1 }, { $0.end = 1 }, { $0.vegetationLoss = 0 }, { $0.soilRise = 1 },
    { $0.brightnessRise = -1 }, { $0.hitBrightness = .max }, { $0.heldBrightness = .min + 1 },
    { $0.run.score = 1 << 30 }, { $0.run.datingScore = -1 }, { $0.run.isDated = true },
    { $0.run.whole.first = 1 }, { $0.run.whole.second = 1 }, { $0.run.whole.hits = 1 },
    { $0.run.whole.clear = 1 }, { $0.run.whole.percent = 1 }, { $0.run.dated.first = 1 },
    { $0.run.dated.second = 1 }, { $0.run.dated.hits = 1 }, { $0.run.dated.clear = 1 },
    { $0.run.dated.percent = 1 }, { $0.run.strongHits = 1 }, { $0.run.soilHits = 1 },
  ]
  /// Those that a plain pixel may have.
  private let spells: [(inout ConstructionState) -> Void] = [
    { $0.greens = 3 }, { $0.greenSince = 19_000 }, { $0.bareSince = 19_000 },
  ]

  @Test func `every number but those of spells makes a pixel that is listed`() {
    #expect(PixelMemory().isPlain)
    // A number that is added to the state and not to the lists above is missed here.
    func leaves(_ value: Any) -> Int {
      let children = Mirror(reflecting: value).children
      return children.isEmpty ? 1 : children.reduce(0) { $0 + leaves($1.value) }
    }
    #expect(leaves(ConstructionState()) == numbers.count + spells.count)
    for change in numbers {
      var memory = PixelMemory()
      change(&memory.state)
      #expect(!memory.isPlain)
      memory = PixelMemory()
      change(&memory.finished)
      #expect(!memory.isPlain)
    }
    for change in spells {
      var memory = PixelMemory()
      change(&memory.state)
      #expect(memory.isPlain)
      memory = PixelMemory()
      change(&memory.finished)
      #expect(!memory.isPlain)
    }
  }
}

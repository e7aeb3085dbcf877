/// Writes and reads the states of pixels byte by byte, little-endian, in a fixed order of fields.
struct StateBytes {
  /// The bytes of one state.
  static let size = 58

  var bytes: [UInt8] = []
  private var position = 0

  mutating func append(_ value: some FixedWidthInteger) {
    for byte in 0..<value.bitWidth / 8 {
      bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte)))
    }
  }

  mutating func append(_ state: ConstructionState) {
    for value in [state.status, state.recent, state.hits, state.clear, state.greens] {
      bytes.append(value)
    }
    for value in [
      state.anomalySum, state.first, state.provisional, state.confirmed, state.last, state.end,
      state.bareSince, state.greenSince,
    ] { append(value) }
    for value in [
      state.vegetationLoss, state.soilRise, state.brightnessRise, state.hitBrightness,
      state.heldBrightness,
    ] { append(value) }
    append(state.run.score)
    append(state.run.datingScore)
    append(UInt8(state.run.isDated ? 1 : 0))
    append(state.run.whole)
    append(state.run.dated)
    append(state.run.strongHits)
    append(state.run.soilHits)
  }

  private mutating func append(_ tally: BrightnessRun.Tally) {
    append(tally.first)
    append(tally.second)
    append(tally.hits)
    append(tally.clear)
    append(tally.percent)
  }

  mutating func byte() -> UInt8 {
    position += 1
    return bytes[position - 1]
  }

  mutating func word() -> UInt16 { UInt16(byte()) | UInt16(byte()) << 8 }

  private mutating func number() -> Int16 { Int16(bitPattern: word()) }

  private mutating func long() -> Int32 {
    Int32(bitPattern: UInt32(word()) | UInt32(word()) << 16)
  }

  mutating func state() -> ConstructionState {
    var state = ConstructionState()
    state.status = byte()
    state.recent = byte()
    state.hits = byte()
    state.clear = byte()
    state.greens = byte()
    state.anomalySum = word()
    state.first = word()
    state.provisional = word()
    state.confirmed = word()
    state.last = word()
    state.end = word()
    state.bareSince = word()
    state.greenSince = word()
    state.vegetationLoss = number()
    state.soilRise = number()
    state.brightnessRise = number()
    state.hitBrightness = number()
    state.heldBrightness = number()
    state.run.score = long()
    state.run.datingScore = long()
    state.run.isDated = byte() != 0
    state.run.whole = tally()
    state.run.dated = tally()
    state.run.strongHits = byte()
    state.run.soilHits = byte()
    return state
  }

  private mutating func tally() -> BrightnessRun.Tally {
    var tally = BrightnessRun.Tally()
    tally.first = word()
    tally.second = word()
    tally.hits = byte()
    tally.clear = byte()
    tally.percent = word()
    return tally
  }
}

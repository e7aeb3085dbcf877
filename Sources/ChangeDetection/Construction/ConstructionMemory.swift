import Imagery

/// What the construction detector remembers of the pixels of a block from one night to the next.
///
/// Most pixels have no event and need three bytes: whether they were seen and monitored, a short count of green
/// observations, the first day of a bare spell. Pixels where something goes on or has ended are listed with all they need.
/// Memory: 3 bytes per pixel, 6 more with a monitor, and some 150 per listed pixel.
public struct ConstructionMemory: ~Copyable, Sendable {
  /// A pixel that is listed.
  struct Listed: BitwiseCopyable, Sendable {
    var pixel: Int32
    var memory: PixelMemory
  }

  /// The number of columns.
  public private(set) var width = 0
  /// The number of rows.
  public private(set) var height = 0
  var flags = Raster<UInt8>(width: 0, height: 0)
  var bareSince = Raster<UInt16>(width: 0, height: 0)
  /// Whether pixels have a monitor's process.
  public private(set) var hasProcesses = false
  /// Three planes: low and high halves of the value, and the count; empty without processes.
  var processes = Raster<Int16>(width: 0, height: 0)
  /// By ascending pixel.
  var listed: [Listed] = []

  /// Bits of `flags`; above them the green observations.
  static let seen: UInt8 = 1
  static let monitored: UInt8 = 2
  static let greenShift: UInt8 = 2
  static let mostGreens: UInt8 = 63
  /// The planes of a process.
  static let processPlanes = 3

  /// Creates an empty memory.
  public init() {}

  /// Gives the memory another size, and forgets everything.
  ///
  /// - Parameters:
  ///   - width: the columns.
  ///   - height: the rows.
  ///   - hasProcesses: `ConstructionDetector.hasCurves`.
  public mutating func reshape(width: Int, height: Int, hasProcesses: Bool = false) {
    self.hasProcesses = hasProcesses
    processes.reshape(width: width, height: hasProcesses ? height * Self.processPlanes : 0)
    do {
      var numbers = processes.mutableSamples
      for i in numbers.indices { numbers[i] = 0 }
    }
    self.width = width
    self.height = height
    flags.reshape(width: width, height: height)
    bareSince.reshape(width: width, height: height)
    listed.removeAll(keepingCapacity: true)
    var bytes = flags.mutableSamples
    for i in bytes.indices { bytes[i] = 0 }
    var days = bareSince.mutableSamples
    for i in days.indices { days[i] = 0 }
  }
}

extension ConstructionMemory {
  /// Keeps what is known of a pixel; pixels must come in ascending order.
  mutating func keep(_ memory: PixelMemory, at pixel: Int, rules: ConstructionRules) {
    let greens = min(memory.state.greens, rules.greenObservations)
    var flag: UInt8 = memory.isSeen ? Self.seen : 0
    if memory.isMonitored { flag |= Self.monitored }
    if memory.isPlain, greens <= Self.mostGreens {
      flag |= greens << Self.greenShift
      set(memory.state.bareSince, at: pixel)
    } else {
      listed.append(Listed(pixel: Int32(pixel), memory: memory.canonical))
    }
    if hasProcesses { set(memory.process, at: pixel) }
    var bytes = flags.mutableSamples
    bytes[pixel] = flag
  }

  private mutating func set(_ process: MonitorProcess, at pixel: Int) {
    let count = width * height
    var numbers = processes.mutableSamples
    numbers[pixel] = Int16(truncatingIfNeeded: process.value)
    numbers[count + pixel] = Int16(truncatingIfNeeded: process.value >> 16)
    numbers[2 * count + pixel] = Int16(bitPattern: process.count)
  }

  private borrowing func process(of pixel: Int) -> MonitorProcess {
    var process = MonitorProcess()
    guard hasProcesses else { return process }
    let count = width * height
    let numbers = processes.samples
    process.value =
      Int32(numbers[count + pixel]) << 16 | Int32(UInt16(bitPattern: numbers[pixel]))
    process.count = UInt16(bitPattern: numbers[2 * count + pixel])
    return process
  }

  private mutating func set(_ day: UInt16, at pixel: Int) {
    var days = bareSince.mutableSamples
    days[pixel] = day
  }

  /// What is known of a pixel.
  ///
  /// - Parameter cursor: The position in `listed`; begins at 0 and follows ascending pixels.
  borrowing func memory(of pixel: Int, cursor: inout Int) -> PixelMemory {
    if cursor < listed.count, Int(listed[cursor].pixel) == pixel {
      cursor += 1
      var memory = listed[cursor - 1].memory
      memory.process = process(of: pixel)
      return memory
    }
    let flag = flags.samples[pixel]
    var memory = PixelMemory()
    memory.isSeen = flag & Self.seen != 0
    memory.isMonitored = flag & Self.monitored != 0
    memory.state.greens = flag >> Self.greenShift
    memory.state.bareSince = bareSince.samples[pixel]
    memory.process = process(of: pixel)
    return memory
  }
}

extension PixelMemory {
  /// Whether there is nothing but a bare spell and green observations to remember.
  ///
  /// Of green observations without an event it only matters whether they are enough to end a bare spell, and not since when
  /// they go on: an event begins with an observation that is not green.
  var isPlain: Bool {
    let spells =
      UInt32(finished.greens) | UInt32(finished.greenSince) | UInt32(finished.bareSince)
    return spells == 0 && state.isQuiet && finished.isQuiet
  }

  /// The same without what is never asked for again, so that equal pixels have equal bytes.
  var canonical: PixelMemory {
    var memory = self
    if memory.state.greens == 0 { memory.state.greenSince = 0 }
    if memory.finished.greens == 0 { memory.finished.greenSince = 0 }
    return memory
  }
}

import ChangeDetection
import Dispatch
import Foundation
import GeoIO
import Imagery
import Synchronization

/// Reads a stack of NDVI rasters block by block, fits a model to the series of every pixel, and watches the later dates.
///
///     SeriesBenchmark decode|harmonic|ewma|cusum|roc|ccdc FOLDER HISTORY THREADS OUT
///
/// FOLDER has `design.txt`, a line per date: file name, day since 1970-01-01, regressors. The first HISTORY dates are the
/// history. OUT gets `mask.u8` (1 stable, 2 unstable, 3 a break, 4 too few observations) and `day.u16`, or of `harmonic`
/// `curve.i16`, five planes of coefficients in ten-thousandths. The line of JSON has wall clock and processor seconds.
@main
struct SeriesBenchmark {
  static let blockLength = 512

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count == 5, let history = Int(arguments[2]), let threads = Int(arguments[3])
    else {
      print("usage: SeriesBenchmark decode|harmonic|ewma|cusum|roc|ccdc FOLDER HISTORY THREADS OUT")
      exit(2)
    }
    let clock = ContinuousClock()
    let begin = clock.now
    let stack = try Stack(folder: arguments[1], history: history)
    let task = try BlockTask(arguments[0], stack)
    let output = try Output(folder: arguments[4], pixels: stack.columns * stack.rows, task.isFit)
    let blocks = stack.blocks
    let next = Atomic(0)
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      do {
        var worker = try BlockWorker(stack, task)
        while true {
          let number = next.add(1, ordering: .relaxed).oldValue
          guard number < blocks.count else { return }
          try worker.run(blocks[number], into: output)
        }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    try output.finish()
    let elapsed = begin.duration(to: clock.now)
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    let processor = Double(clock_t(Foundation.clock())) / Double(CLOCKS_PER_SEC)
    print(#"{"wall": \#(seconds), "processor": \#(processor), "sum": \#(output.sum)}"#)
  }
}

/// The files of a stack and the regressors of their dates.
struct Stack: Sendable {
  var files: [String] = []
  var days: [Int] = []
  var regressors: [[Double]] = []
  var history: Int
  var columns: Int
  var rows: Int

  init(folder: String, history: Int) throws {
    self.history = history
    let text = try String(contentsOfFile: "\(folder)/design.txt", encoding: .utf8)
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      files.append("\(folder)/\(words[0])")
      days.append(Int(words[1]) ?? 0)
      regressors.append(words.dropFirst(2).compactMap { Double($0) })
    }
    let first = try RasterDataset(opening: files[0])
    columns = first.info.columns
    rows = first.info.rows
  }

  var blocks: [Window] {
    let length = SeriesBenchmark.blockLength
    return stride(from: 0, to: rows, by: length).flatMap { row in
      stride(from: 0, to: columns, by: length).map { column in
        Window(
          column: column, row: row, width: min(length, columns - column),
          height: min(length, rows - row))
      }
    }
  }
}

/// What is done with a block.
struct BlockTask: Sendable {
  var isFit: Bool
  var monitor: SeriesMonitor?
  var design: SeriesDesign

  init(_ name: String, _ stack: Stack) throws {
    isFit = name == "harmonic"
    var trend: Int?
    switch name {
    case "decode": monitor = nil
    case "harmonic": monitor = SeriesMonitor(.consecutive())
    case "ewma":
      monitor = SeriesMonitor(.movingAverage(), history: .screened(deviations: 5))
    case "cusum": monitor = SeriesMonitor(.cumulativeSum())
    case "roc":
      monitor = SeriesMonitor(
        .cumulativeSum(), history: .reverseOrdered(significance: 0.05))
    case "ccdc":
      monitor = SeriesMonitor(
        .consecutive(), history: .stable(deviations: 3, slopeDays: 1, isRobust: false))
      trend = 1
    default: throw CocoaError(.featureUnsupported)
    }
    design = SeriesDesign(days: stack.days, regressors: stack.regressors, trendTerm: trend)
  }
}

/// One thread's files and memory.
struct BlockWorker: ~Copyable {
  private let stack: Stack
  private let task: BlockTask
  private var planes: [Plane] = []
  private var samples: [Int16] = []
  private var values: [Int16]
  private var dates: [UInt16]
  private var workspace: MonitorWorkspace
  private var lanes: SeriesLanes
  private var result = BlockResult()

  /// A dataset that lies in an array.
  final class Plane {
    var dataset: RasterDataset
    init(_ path: String) throws { dataset = try RasterDataset(opening: path) }

    func read(_ window: Window, into target: inout MutableSpan<Int16>) throws {
      try dataset.read(band: 1, window: window, into: &target)
    }
  }

  init(_ stack: Stack, _ task: BlockTask) throws {
    self.stack = stack
    self.task = task
    for file in stack.files { planes.append(try Plane(file)) }
    values = Array(repeating: 0, count: stack.files.count)
    dates = Array(repeating: 0, count: stack.files.count)
    workspace = MonitorWorkspace(count: stack.files.count)
    lanes = SeriesLanes(count: stack.files.count)
  }

  mutating func run(_ block: Window, into output: Output) throws {
    let count = block.pixelCount
    // One cache line more than the pixels, else all dates of a pixel would fall into one set of the cache.
    let stride = count + 32
    if samples.count < stride * planes.count {
      samples = Array(repeating: 0, count: stride * planes.count)
    }
    for (number, plane) in planes.enumerated() {
      try Self.read(plane, block, into: &samples, at: number * stride)
    }
    result.reset(count, isFit: task.isFit)
    if let monitor = task.monitor {
      examineBlock(
        samples, stride: stride, count: count, history: stack.history, monitor: monitor,
        design: task.design, isFit: task.isFit,
        values: &values, dates: &dates, lanes: &lanes, workspace: &workspace, result: &result)
    } else {
      for number in planes.indices { result.sum &+= Self.sum(samples.span, number * stride, count) }
    }
    try output.write(result, block, columns: stack.columns, isFit: task.isFit)
  }

  private static func read(
    _ plane: Plane, _ block: Window, into samples: inout [Int16], at start: Int
  ) throws {
    var all = samples.mutableSpan
    var part = all._mutatingExtracting(start..<start + block.pixelCount)
    try plane.read(block, into: &part)
  }

  private static func sum(_ samples: Span<Int16>, _ start: Int, _ count: Int) -> Int {
    var sum = 0
    for i in start..<start + count { sum &+= Int(samples[i]) }
    return sum
  }
}

/// What a block gives.
struct BlockResult {
  var mask: [UInt8] = []
  var day: [UInt16] = []
  var curve: [Int16] = []
  var sum = 0

  mutating func reset(_ count: Int, isFit: Bool) {
    sum = 0
    mask = Array(repeating: 0, count: count)
    day = Array(repeating: 0, count: count)
    curve = isFit ? Array(repeating: .min, count: 5 * count) : []
  }

  /// Keeps what was found at a pixel.
  @inline(__always)
  mutating func keep(_ outcome: MonitorOutcome, _ pixel: Int, _ count: Int, isFit: Bool) {
    mask[pixel] = outcome.status.rawValue
    day[pixel] = UInt16(truncatingIfNeeded: outcome.day)
    guard isFit, outcome.status != .tooFew else { return }
    for term in 0..<5 {
      // The stored form's rounding: `rounded()` calls the C library where SSE 4.1 is not guaranteed.
      let clamped = max(-32_767, min(32_767, outcome.model.coefficients[term]))
      curve[term * count + pixel] = Int16(
        truncatingIfNeeded: (clamped + 6_755_399_441_055_744.0).bitPattern)
    }
  }
}

/// Takes every pixel of a block through its dates, eight at once where the monitor can.
func examineBlock(
  _ samples: [Int16], stride: Int, count: Int, history: Int, monitor: SeriesMonitor,
  design: SeriesDesign, isFit: Bool, values: inout [Int16],
  dates: inout [UInt16], lanes: inout SeriesLanes, workspace: inout MonitorWorkspace,
  result: inout BlockResult
) {
  let samples = samples.span
  var pixel = 0
  if monitor.worksInLanes {
    while pixel + SeriesLanes.width <= count {
      let outcomes = monitor.examineEight(
        samples, stride: stride, pixel: pixel, history: history, design: design, lanes: &lanes,
        workspace: &workspace)
      for lane in 0..<SeriesLanes.width {
        result.keep(outcomes[lane], pixel + lane, count, isFit: isFit)
      }
      pixel += SeriesLanes.width
    }
  }
  while pixel < count {
    let outcome = examinePixel(
      samples, pixel, stride: stride, history: history, monitor: monitor, design: design,
      values: &values, dates: &dates, workspace: &workspace)
    result.keep(outcome, pixel, count, isFit: isFit)
    pixel += 1
  }
}

/// Gathers the observations of a pixel and examines them.
@inline(__always)
func examinePixel(
  _ samples: Span<Int16>, _ pixel: Int, stride: Int, history: Int, monitor: SeriesMonitor,
  design: SeriesDesign, values: inout [Int16], dates: inout [UInt16],
  workspace: inout MonitorWorkspace
) -> MonitorOutcome {
  let dateCount = dates.count
  var known = 0
  var before = 0
  do {
    var values = values.mutableSpan
    var dates = dates.mutableSpan
    for date in 0..<dateCount {
      // Written in any case and kept by counting: clouds would mislead a branch.
      let value = samples[date * stride + pixel]
      values[known] = value
      dates[known] = UInt16(truncatingIfNeeded: date)
      known &+= value == .min ? 0 : 1
      if date < history { before = known }
    }
  }
  return monitor.examine(
    values.span.extracting(0..<known), dates: dates.span.extracting(0..<known),
    history: 0..<before, design: design, workspace: &workspace)
}

/// The files that results go to, in the order of pixels.
final class Output: Sendable {
  private let state: Mutex<State>

  struct State {
    var mask: [UInt8]
    var day: [UInt16]
    var curve: [Int16]
    var sum = 0
    var folder: String
  }

  init(folder: String, pixels: Int, _ isFit: Bool) throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    state = Mutex(
      State(
        mask: Array(repeating: 0, count: pixels), day: Array(repeating: 0, count: pixels),
        curve: isFit ? Array(repeating: 0, count: 5 * pixels) : [], folder: folder))
  }

  var sum: Int { state.withLock { $0.sum } }

  func write(_ result: BlockResult, _ block: Window, columns: Int, isFit: Bool) throws {
    state.withLock { state in
      state.sum &+= result.sum
      let pixels = state.mask.count
      for row in 0..<block.height {
        let source = row * block.width..<(row + 1) * block.width
        let start = (block.row + row) * columns + block.column
        state.mask.replaceSubrange(start..<start + block.width, with: result.mask[source])
        state.day.replaceSubrange(start..<start + block.width, with: result.day[source])
        guard isFit else { continue }
        for term in 0..<5 {
          let from = term * block.pixelCount
          state.curve.replaceSubrange(
            term * pixels + start..<term * pixels + start + block.width,
            with: result.curve[from + source.lowerBound..<from + source.upperBound])
        }
      }
    }
  }

  func finish() throws {
    let (mask, day, curve, folder) = state.withLock { ($0.mask, $0.day, $0.curve, $0.folder) }
    try Data(mask).write(to: URL(filePath: "\(folder)/mask.u8"))
    try unsafe day.withUnsafeBytes { unsafe Data($0) }.write(to: URL(filePath: "\(folder)/day.u16"))
    if !curve.isEmpty {
      try unsafe curve.withUnsafeBytes { unsafe Data($0) }
        .write(to: URL(filePath: "\(folder)/curve.i16"))
    }
  }
}

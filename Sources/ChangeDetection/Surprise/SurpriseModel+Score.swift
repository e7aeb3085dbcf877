import Imagery

/// Memory for the surprise of a row of pixels.
struct SurpriseWorkspace: Sendable {
  var places: [Int32] = []
  var vectors: [FloatLanes] = []
  var sums: [FloatLanes] = []
}

extension SurpriseModel {
  /// Computes the surprise of pixels above the pair's median, at most `cap`; 0 where the first mixture is not surprised.
  ///
  /// A pixel's value depends on its numbers alone, so evaluating fewer pixels changes no other.
  ///
  /// - Parameters:
  ///   - before: The bands of the earlier date.
  ///   - after: The bands of the later date, of the same size.
  ///   - marks: 0 where a pixel is left out and gets 0, the median; afterwards 1 where more than the first mixture was evaluated.
  ///   - screen: Says afterwards which medians of 5 × 5 pixels can be other than 0.
  ///   - isScreened: Whether pixels are left out as well, and get 0, on which no such median depends.
  ///   - work: Memory.
  ///   - scores: Receives one number per pixel of the stacks; has their size.
  func score(
    _ before: borrowing BandStack, _ after: borrowing BandStack, marks: inout Raster<UInt8>,
    screen: inout MedianScreen, isScreened: Bool, _ work: inout SurpriseWorkspace,
    into scores: inout Raster<Float>
  ) {
    let (width, height) = (after.width, after.height)
    for row in 0..<height {
      var view = scores.mutableSamples
      var kept = marks.mutableSamples
      scoreFirst(
        before, after, row * width..<(row + 1) * width, marks: &kept, &work, into: &view)
    }
    if isScreened {
      screen.restrict(&marks)
    } else {
      screen.openAll(width: width, height: height)
    }
    for row in 0..<height {
      var view = scores.mutableSamples
      scoreOthers(
        before, after, row * width..<(row + 1) * width, marks: marks.samples, &work, into: &view)
    }
  }

  /// Sets the scores of a row to the first mixture's surprise at marked places where it is surprised, else to 0, and marks these.
  private func scoreFirst(
    _ before: borrowing BandStack, _ after: borrowing BandStack, _ range: Range<Int>,
    marks: inout MutableSpan<UInt8>, _ work: inout SurpriseWorkspace,
    into values: inout MutableSpan<Float>
  ) {
    pick(marks.span, range, &work.places)
    for position in range {
      values[position] = 0
      marks[position] = 0
    }
    let count = work.places.count
    guard count > 0, let first = members.first else { return }
    fillGroups(&work)
    gather(first, before, after, work.places, into: &work.vectors)
    addSurprise(of: work.vectors, first.coefficients, to: &work.sums)
    let least = firstMedian + Self.doubt
    for i in 0..<count where work.sums[i >> 3][i & 7] >= least {
      marks[Int(work.places[i])] = 1
      values[Int(work.places[i])] = work.sums[i >> 3][i & 7]
    }
  }

  /// Makes scores of the first mixture's surprise where it can matter, else 0.
  private func scoreOthers(
    _ before: borrowing BandStack, _ after: borrowing BandStack, _ range: Range<Int>,
    marks: Span<UInt8>, _ work: inout SurpriseWorkspace, into values: inout MutableSpan<Float>
  ) {
    pick(marks, range, &work.places)
    let count = work.places.count
    guard count > 0 else {
      for position in range { values[position] = 0 }
      return
    }
    fillGroups(&work)
    for i in 0..<count { work.sums[i >> 3][i & 7] = values[Int(work.places[i])] }
    for position in range { values[position] = 0 }
    addOthers(before, after, &work)
    let share = 1 / Float(members.count)
    for i in 0..<count {
      values[Int(work.places[i])] = min(work.sums[i >> 3][i & 7] * share - median, Self.cap)
    }
  }

  /// Repeats the last place to whole groups of eight, with a sum of 0 for each.
  private func fillGroups(_ work: inout SurpriseWorkspace) {
    while work.places.count % 8 != 0, let last = work.places.last { work.places.append(last) }
    work.sums.removeAll(keepingCapacity: true)
    for _ in 0..<work.places.count / 8 { work.sums.append(FloatLanes()) }
  }

  /// Adds the surprise under all mixtures but the first.
  private func addOthers(
    _ before: borrowing BandStack, _ after: borrowing BandStack, _ work: inout SurpriseWorkspace
  ) {
    var form: SurpriseForm?
    for member in members.dropFirst() {
      if member.form != form {
        form = member.form
        gather(member, before, after, work.places, into: &work.vectors)
      }
      addSurprise(of: work.vectors, member.coefficients, to: &work.sums)
    }
  }

  /// Makes the standardised vectors of the places.
  private func gather(
    _ member: Member, _ before: borrowing BandStack, _ after: borrowing BandStack,
    _ places: [Int32], into vectors: inout [FloatLanes]
  ) {
    let bands = member.form.roles.count
    vectors.removeAll(keepingCapacity: true)
    for _ in 0..<places.count / 8 * 2 * bands { vectors.append(FloatLanes()) }
    var view = vectors.mutableSpan
    for (band, role) in member.form.roles.enumerated() {
      guard let place = Self.roles.firstIndex(of: role) else { preconditionFailure("other bands") }
      gatherLanes(
        before.plane(role), places.span, scales.before[place], member.form,
        member.standards[band], (band, 2 * bands), &view)
      gatherLanes(
        after.plane(role), places.span, scales.after[place], member.form,
        member.standards[bands + band], (bands + band, 2 * bands), &view)
    }
  }
}

/// Lists the marked positions of a range.
private func pick(_ marks: Span<UInt8>, _ range: Range<Int>, _ places: inout [Int32]) {
  places.removeAll(keepingCapacity: true)
  for position in range where marks[position] != 0 {
    places.append(Int32(truncatingIfNeeded: position))
  }
}

private func gatherLanes(
  _ plane: Span<Float>, _ places: Span<Int32>, _ scale: ReflectanceScale, _ form: SurpriseForm,
  _ standard: BandStandardisation, _ slot: (place: Int, stride: Int),
  _ vectors: inout MutableSpan<FloatLanes>
) {
  for group in 0..<places.count / 8 {
    var eight = FloatLanes()
    for lane in 0..<8 { eight[lane] = plane[Int(places[group &* 8 &+ lane])] }
    let value = form.value((eight + scale.offset) * scale.unit)
    vectors[group &* slot.stride &+ slot.place] = (value - standard.centre) * standard.factor
  }
}

/// As `addSurprise(of:_:to:)` of spans.
func addSurprise(
  of vectors: [FloatLanes], _ coefficients: MixtureCoefficients, to sums: inout [FloatLanes]
) {
  var view = sums.mutableSpan
  addSurprise(of: vectors.span, coefficients, to: &view)
}

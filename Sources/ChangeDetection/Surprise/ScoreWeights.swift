import Imagery

/// 1 / (1 + e⁻ᵘ).
@inline(__always)
private func sigmoid(_ u: Float) -> Float {
  let power = exponential(FloatLanes(repeating: u < 0 ? u : -u))[0]
  return (u < 0 ? power : 1) / (1 + power)
}

/// The memory and steps of the weights that a score is multiplied with, block by block.
struct ScoreWeights: ~Copyable, Sendable {
  private var plane = Raster<Float>(width: 0, height: 0)
  private var other = Raster<Float>(width: 0, height: 0)
  private var shown = Raster<Float>(width: 0, height: 0)
  private var work = Raster<Float>(width: 0, height: 0)

  init() {}

  /// Computes the weights of a block: from 0 to 1, 1 where nothing speaks against a change.
  mutating func compute(
    _ plan: SurprisePlan, before: borrowing BandStack, after: borrowing BandStack,
    usable: Span<UInt8>, into weights: inout Raster<Float>
  ) {
    let settings = plan.settings
    let (width, height) = (after.width, after.height)
    weights.reshape(width: width, height: height)
    fill(&weights, with: 1)
    guard plan.isCalibrated else { return }
    showUsable(usable, width, height)
    if after.position(of: .nir) != nil {
      ratio(after, .nir, .red, usable, into: &plane)
      smoothShown(.one)
      multiply(
        &weights, by: plane, middle: settings.greenNDVI, width: settings.greenWidth)
    }
    let infrared: BandRole = after.position(of: .swir1) != nil ? .swir1 : .nir
    if after.position(of: infrared) != nil {
      ratio(before, .green, infrared, usable, into: &plane)
      smoothShown(.one)
      swap(&plane, &other)
      ratio(after, .green, infrared, usable, into: &plane)
      smoothShown(.one)
      takeSmaller(other, of: &plane)
      multiply(&weights, by: plane, middle: settings.waterIndex, width: settings.waterWidth)
    }
    guard let medians = plan.cirrusMedians else { return }
    // The larger of both dates' cloud takes away from the weight.
    cloud(before, after, medians.before, settings, usable)
    swap(&plane, &other)
    cloud(after, before, medians.after, settings, usable)
    takeLarger(other, of: &plane)
    takeAway(plane, from: &weights)
  }

  /// Marks usable pixels by 1, smoothed as the planes that are divided by it.
  private mutating func showUsable(_ usable: Span<UInt8>, _ width: Int, _ height: Int) {
    shown.reshape(width: width, height: height)
    do {
      var view = shown.mutableSamples
      for i in usable.indices { view[i] = usable[i] != 0 ? 1 : 0 }
    }
    SmoothingKernel.one.smooth(&shown, work: &work)
  }

  /// Smooths the plane over usable pixels.
  private mutating func smoothShown(_ kernel: SmoothingKernel) {
    kernel.smooth(&plane, work: &work)
    divide(&plane, by: shown)
  }

  /// How much of a date is cloud: bright in the cirrus band and brighter than the other date.
  private mutating func cloud(
    _ own: borrowing BandStack, _ second: borrowing BandStack, _ median: Float,
    _ settings: SurpriseSettings, _ usable: Span<UInt8>
  ) {
    var cirrus = Raster<Float>(width: own.width, height: own.height)
    raise(own, median, usable, into: &cirrus)
    SmoothingKernel.three.smooth(&cirrus, work: &work)
    plane.reshape(width: own.width, height: own.height)
    brighten(own, second, usable, into: &plane)
    SmoothingKernel.two.smooth(&plane, work: &work)
    judge(
      cirrus, &plane, (settings.cirrusRise, settings.cirrusWidth),
      (settings.cloudRise, settings.cloudWidth))
  }
}

private func fill(_ plane: inout Raster<Float>, with value: Float) {
  var view = plane.mutableSamples
  for i in view.indices { view[i] = value }
}

/// (a − b)/(a + b + 0.001) of two bands' reflectance where usable, else 0.
private func ratio(
  _ stack: borrowing BandStack, _ first: BandRole, _ second: BandRole, _ usable: Span<UInt8>,
  into plane: inout Raster<Float>
) {
  plane.reshape(width: stack.width, height: stack.height)
  let one = stack.plane(first)
  let two = stack.plane(second)
  let (a, b) = (
    ReflectanceScale(stack.scaling(of: first)), ReflectanceScale(stack.scaling(of: second))
  )
  var view = plane.mutableSamples
  let count = view.count
  precondition(one.count == count && two.count == count && usable.count == count)
  for i in 0..<count {
    let x = (one[i] + a.offset) * a.unit
    let y = (two[i] + b.offset) * b.unit
    let sum = x + y + 0.001
    // Negative reflectance, as over dark water, has no ratio that means anything.
    let value = sum > 0 ? max(-1, min(1, (x - y) / sum)) : 0
    view[i] = usable[i] != 0 ? value : 0
  }
}

private func divide(_ plane: inout Raster<Float>, by shown: borrowing Raster<Float>) {
  let divisor = shown.samples
  var view = plane.mutableSamples
  for i in view.indices { view[i] = divisor[i] > 0 ? view[i] / divisor[i] : 0 }
}

private func takeSmaller(_ other: borrowing Raster<Float>, of plane: inout Raster<Float>) {
  let values = other.samples
  var view = plane.mutableSamples
  for i in view.indices { view[i] = min(view[i], values[i]) }
}

private func takeLarger(_ other: borrowing Raster<Float>, of plane: inout Raster<Float>) {
  let values = other.samples
  var view = plane.mutableSamples
  for i in view.indices { view[i] = max(view[i], values[i]) }
}

private func takeAway(_ cloud: borrowing Raster<Float>, from weights: inout Raster<Float>) {
  let values = cloud.samples
  var view = weights.mutableSamples
  for i in view.indices { view[i] *= 1 - values[i] }
}

/// Multiplies by a sigmoid that falls from 1 to 0 as the plane rises over its middle.
private func multiply(
  _ weights: inout Raster<Float>, by plane: borrowing Raster<Float>, middle: Double, width: Double
) {
  let values = plane.samples
  let (m, factor) = (Float(middle), Float(1 / width))
  var view = weights.mutableSamples
  for i in view.indices { view[i] *= sigmoid((m - values[i]) * factor) }
}

/// The cirrus band above its median where usable, else 0.
private func raise(
  _ stack: borrowing BandStack, _ median: Float, _ usable: Span<UInt8>,
  into plane: inout Raster<Float>
) {
  let band = stack.plane(.cirrus)
  let scale = ReflectanceScale(stack.scaling(of: .cirrus))
  var view = plane.mutableSamples
  for i in view.indices {
    view[i] = usable[i] != 0 ? (band[i] + scale.offset) * scale.unit - median : 0
  }
}

/// The mean visible reflectance less that of the other date where usable, else 0.
private func brighten(
  _ own: borrowing BandStack, _ other: borrowing BandStack, _ usable: Span<UInt8>,
  into plane: inout Raster<Float>
) {
  var view = plane.mutableSamples
  for i in view.indices { view[i] = 0 }
  for role in SurpriseModel.roles {
    let one = own.plane(role)
    let two = other.plane(role)
    let a = ReflectanceScale(own.scaling(of: role))
    let b = ReflectanceScale(other.scaling(of: role))
    for i in view.indices where usable[i] != 0 {
      view[i] += ((one[i] + a.offset) * a.unit - (two[i] + b.offset) * b.unit) / 3
    }
  }
}

private func judge(
  _ cirrus: borrowing Raster<Float>, _ plane: inout Raster<Float>,
  _ high: (middle: Double, width: Double), _ bright: (middle: Double, width: Double)
) {
  let values = cirrus.samples
  var view = plane.mutableSamples
  for i in view.indices {
    view[i] =
      sigmoid((values[i] - Float(high.middle)) * Float(1 / high.width))
      * sigmoid((view[i] - Float(bright.middle)) * Float(1 / bright.width))
  }
}

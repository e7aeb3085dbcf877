import Imagery

extension SurpriseModel {
  /// Makes a guide of a date: its red band as it is standardised for the mixtures; 0 where the date is not usable.
  func guide(
    _ date: PairDate, _ stack: borrowing BandStack, _ usable: Span<UInt8>,
    into plane: inout Raster<Float>
  ) {
    guard let member = members.first(where: { !$0.form.isLogarithmic }),
      let band = member.form.roles.firstIndex(of: .red),
      let place = Self.roles.firstIndex(of: .red)
    else { preconditionFailure("an ensemble has a mixture of reflectance with the red band") }
    let standard = member.standards[date == .before ? band : member.form.roles.count + band]
    let scale = date == .before ? scales.before[place] : scales.after[place]
    plane.reshape(width: stack.width, height: stack.height)
    standardise(stack.plane(.red), usable, scale, standard, into: &plane)
  }
}

private func standardise(
  _ numbers: Span<Float>, _ usable: Span<UInt8>, _ scale: ReflectanceScale,
  _ standard: BandStandardisation, into plane: inout Raster<Float>
) {
  var view = plane.mutableSamples
  let count = view.count
  precondition(numbers.count == count && usable.count == count, "planes of one size")
  for i in 0..<count {
    let value = ((numbers[i] + scale.offset) * scale.unit - standard.centre) * standard.factor
    view[i] = usable[i] != 0 ? value : 0
  }
}

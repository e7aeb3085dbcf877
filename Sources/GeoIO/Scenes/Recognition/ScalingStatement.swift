import Diagnostics
import Imagery

/// What one source says of the way from digital number to reflectance.
struct ScalingStatement: Hashable, Sendable {
  /// Who says it, for messages.
  var source: String
  /// What is added to every DN.
  var offset: Double?
  /// The reflectance of one count.
  var unit: Double?

  /// States `(DN + offset) × unit`.
  init(source: String, offset: Double?, unit: Double?) {
    self.source = source
    self.offset = offset
    self.unit = unit
  }

  /// States `DN × gain + bias`, as GDAL, Landsat and STAC write it.
  init(source: String, gain: Double, bias: Double) {
    self.init(source: source, offset: bias / gain, unit: gain)
  }

  /// What a product's metadata file says of a band.
  ///
  /// Landsat: reflectance = (gain × DN + bias) / sin(sun elevation), USGS Landsat 8 Data Users Handbook, section 5;
  /// Sentinel-2: (DN + BOA_ADD_OFFSET) / QUANTIFICATION_VALUE.
  init(
    _ document: MetadataDocument, keys: SensorProfile.MetadataKeys, band: SensorProfile.Band
  ) throws(TiankanError) {
    source = document.file
    let key = band.key ?? band.name
    let gainKeys = keys.gain.map { $0.replacing("{key}", with: key) }
    let biasKeys = keys.bias.map { $0.replacing("{key}", with: key) }
    if let gain = try document.number(gainKeys), let bias = try document.number(biasKeys) {
      guard gain > 0 else {
        throw TiankanError(.malformed, "the gain of \(band.name) is not positive", subject: source)
      }
      var divisor = 1.0
      if !keys.sunElevation.isEmpty {
        guard let elevation = try document.number(keys.sunElevation), elevation > 0 else {
          throw TiankanError(
            .unknownScaling,
            "the metadata states no sun above the horizon (\(keys.sunElevation.joined())), without "
              + "which digital numbers do not become reflectance", subject: source)
        }
        divisor = SolarGeometry.sine(degrees: elevation)
      }
      offset = bias / gain
      unit = gain / divisor
      return
    }
    if let count = try document.number(keys.quantification) {
      guard count > 0 else {
        throw TiankanError(.malformed, "the quantification is not positive", subject: source)
      }
      unit = 1 / count
    }
    for tag in keys.offset {
      let entries = document.entries(tag)
      guard
        let entry = entries.first(where: { $0.attributes["band_id"] == key })
          ?? entries.first(where: { $0.attributes["band_id"] == nil })
      else {
        // A list that leaves this band out says nothing of it.
        continue
      }
      guard let value = Double(entry.value) else {
        throw TiankanError(.malformed, "\(tag) is \(entry.value), not a number", subject: source)
      }
      offset = value
      break
    }
  }
}

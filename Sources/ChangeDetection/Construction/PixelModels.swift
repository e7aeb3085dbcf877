/// A harmonic model that is fitted when it is first asked for.
struct PixelModel {
  var isFitted = false
  /// Nil where the observations do not determine it.
  var curve: HarmonicModel?
}

/// The harmonic models of a pixel's history.
struct PixelModels {
  var vegetation = PixelModel()
  var soil = PixelModel()
  var brightness = PixelModel()
}

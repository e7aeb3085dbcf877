import Diagnostics
import Imagery

extension SceneRecognizer {
  /// The scene of a STAC item.
  func item(_ path: String, options: SceneOptions) throws(TiankanError) -> Scene {
    throw TiankanError(.bug, "later", subject: path)
  }
}

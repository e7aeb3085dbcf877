import Reporting
import Synchronization

/// The stretches of colour pictures: one per tile and choice of bands for all its days, so that days compare.
final class StretchBook: Sendable {
  private let known = Mutex<[String: ColorStretch]>([:])

  subscript(name: String) -> ColorStretch? {
    get { known.withLock { $0[name] } }
    set { known.withLock { $0[name] = newValue } }
  }
}

/// Fills pages with blocks from top to bottom.
///
/// A block that does not fit goes to the next page as a whole. A heading waits for the block after it, so that it never stands
/// alone at the foot of a page.
struct PageFlow: Sendable {
  /// A4 upright, in points.
  static let page = Canvas.a4
  static let left = 42.0
  static let top = 54.0
  static let bottom = 52.0
  /// The width of lines.
  static let width = page.width - 2 * left
  /// What a page holds.
  static let height = page.height - top - bottom

  /// A place in the list of contents.
  struct Bookmark: Sendable {
    var title: String
    /// The page, from 1.
    var page: Int
    var y: Double
  }

  private(set) var pages: [[PageMark]] = [[]]
  private(set) var bookmarks: [Bookmark] = []
  private var y = PageFlow.top
  private var heading: PageBlock?

  /// Holds a heading back until the block that follows it is placed.
  mutating func add(heading block: PageBlock) {
    settleHeading()
    heading = block
  }

  /// Places a block; with `following`, on a page that has room for that height after it too.
  mutating func add(_ block: PageBlock, following: Double = 0) {
    let needed = (heading?.height ?? 0) + block.height + following
    if needed > room, !isAtTop { beginPage() }
    settleHeading()
    place(block)
  }

  /// Whether a height is left on the page, the heading that waits counted.
  func hasRoom(for height: Double) -> Bool { (heading?.height ?? 0) + height <= room }

  mutating func beginPage() {
    pages.append([])
    y = Self.top
  }

  /// Space that is left out at the top of a page.
  mutating func skip(_ height: Double) {
    if !isAtTop { y += height }
  }

  private var room: Double { Self.page.height - Self.bottom - y }
  private var isAtTop: Bool { y == Self.top }

  private mutating func settleHeading() {
    guard let block = heading else { return }
    heading = nil
    place(block)
  }

  private mutating func place(_ block: PageBlock) {
    if let title = block.bookmark {
      bookmarks.append(Bookmark(title: title, page: pages.count, y: y))
    }
    let offset = Point(x: Self.left, y: y)
    pages[pages.count - 1] += block.marks.map { $0.moved(by: offset) }
    y += block.height
  }
}

public import Geometry
public import Imagery

/// A page with the same ground at two dates side by side, the outlines of clues and boundaries drawn on both.
///
/// For screens, reports and print. Images are shown at a whole number of picture pixels per pixel where they are
/// small and averaged where they are large; read large scenes at a lower resolution first. The page says that what
/// it shows are clues. The same content gives the same bytes.
public struct BeforeAfterPicture: ~Copyable {
  /// What is written about one date.
  public struct Caption: Hashable, Sendable {
    /// The name of the scene.
    public var scene: String
    /// The day of the image; `nil` prints that the date is unknown.
    public var date: CalendarDate?
    /// What the date means where it is not the day of acquisition, such as "annual composite".
    public var note: String?

    /// Creates a caption.
    public init(scene: String, date: CalendarDate?, note: String? = nil) {
      self.scene = scene
      self.date = date
      self.note = note
    }
  }

  /// What is written on the page.
  public struct Content: Sendable {
    /// The heading.
    public var title: String
    /// The earlier date.
    public var before: Caption
    /// The later date.
    public var after: Caption
    /// How the clues were found, such as the name of the method and its rule version; `nil` leaves the line out.
    public var method: String?
    /// Which bands are shown.
    public var bands: CompositeBands
    /// Further lines for the foot: "no quality layer", "uncalibrated imagery".
    public var notices: [String]
    /// How many clues there are, on the page and outside of it; `nil` where none were looked for.
    public var clueCount: Int?

    /// Creates the texts of a page.
    public init(
      title: String, before: Caption, after: Caption, method: String?, bands: CompositeBands,
      notices: [String] = [], clueCount: Int? = nil
    ) {
      self.title = title
      self.before = before
      self.after = after
      self.method = method
      self.bands = bands
      self.notices = notices
      self.clueCount = clueCount
    }
  }

  let before: ColorComposite
  let after: ColorComposite
  let grid: Grid
  let resolution: GroundResolution
  let content: Content
  let clues: [MultiPolygon]
  let boundaries: [MultiPolygon]

  /// Creates a page.
  ///
  /// - Parameters:
  ///   - before: The earlier image; as many columns and rows as the grid.
  ///   - after: The later image, of the same size.
  ///   - grid: Where the pixels are.
  ///   - resolution: The size of the grid's pixels on the ground at its centre.
  ///   - content: What is written.
  ///   - clues: Outlines in the grid's CRS.
  ///   - boundaries: Outlines in the grid's CRS.
  public init(
    before: consuming ColorComposite, after: consuming ColorComposite, grid: Grid,
    resolution: GroundResolution, content: Content, clues: [MultiPolygon] = [],
    boundaries: [MultiPolygon] = []
  ) {
    precondition(
      before.width == grid.columns && before.height == grid.rows
        && after.width == grid.columns && after.height == grid.rows, "images on the grid")
    self.before = before
    self.after = after
    self.grid = grid
    self.resolution = resolution
    self.content = content
    self.clues = clues
    self.boundaries = boundaries
  }
}

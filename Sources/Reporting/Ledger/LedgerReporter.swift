import ChangeDetection
public import Diagnostics
import Geometry
public import Imagery
public import LedgerStore
import Supervision

/// Makes documents from a ledger and the scenes that are at hand.
///
/// Reads what the document shows and nothing else: rows of one clue or unit, and windows of two scenes for pictures. The
/// series of a clue without land unit is measured from the scenes, at most `examinedScenes` of them.
public struct LedgerReporter {
  /// How many scenes are read for a series that the ledger does not keep: those nearest to the first day.
  public static let examinedScenes = 160

  let assembler: DocumentAssembler
  /// The scenes at hand, by the text of their acquisition.
  let scenes: [String: Scene]
  /// Whether pictures are drawn.
  let drawsPictures: Bool
  /// Which clues documents may name: those that their reader may see.
  public var sight = ClueSight.all

  /// Creates a reporter.
  ///
  /// - Parameters:
  ///   - ledger: The ledger, for its grid.
  ///   - scenes: The scenes whose files are at hand; those that the ledger does not know are not used.
  ///   - program: The program and its version.
  ///   - drawsPictures: Whether pictures are drawn, which takes most of the time.
  public init(
    _ ledger: borrowing Ledger, scenes: [Scene], program: String, drawsPictures: Bool = true
  ) throws(TiankanError) {
    assembler = try DocumentAssembler(grid: ledger.grid, program: program)
    var byName: [String: Scene] = [:]
    for scene in scenes { byName[scene.acquisition.description] = scene }
    self.scenes = byName
    self.drawsPictures = drawsPictures
  }

  /// What pictures and measured series are of.
  struct Subject {
    var place: ReportPlace
    var first: CalendarDate
    var settled: CalendarDate
    /// The clear share of the place by acquisition, as far as known.
    var clearShares: [String: Double]
  }

  /// Draws the pictures of a place; where that cannot be, says why.
  func pictures(
    of subject: Subject, rows: [SceneRow]
  ) throws(TiankanError) -> (
    pictures: [ReportPicture], note: ReportPictureNote?, notice: ReportTerm?
  ) {
    guard drawsPictures else { return ([], nil, nil) }
    var known: [(row: SceneRow, scene: Scene, date: CalendarDate)] = []
    for row in rows where row.status == .accepted {
      if let scene = scenes[row.acquisition.description], let date = row.acquisition.sensed?.date {
        known.append((row, scene, date))
      }
    }
    guard !known.isEmpty else {
      return ([], nil, assembler.term(.notices, "no_scene_files"))
    }
    let candidates = known.enumerated().map { position, entry in
      PictureChoice.Candidate(
        position: position, date: entry.date,
        clearShare: subject.clearShares[entry.row.acquisition.description])
    }
    var views = ClearViews(place: subject.place)
    let choice = try PictureChoice.choose(
      from: candidates, first: subject.first, settled: subject.settled
    ) { (candidate) throws(TiankanError) -> PictureChoice.View in
      try views.look(at: known[candidate.position].scene)
    }
    guard let choice else { return ([], nil, assembler.term(.notices, "no_pair")) }
    let before = known[choice.before.position]
    let after = known[choice.after.position]
    let pictures: [ReportPicture]
    do throws(TiankanError) {
      pictures = try PlacePictures.draw(
        subject.place, before: before.scene, after: after.scene)
    } catch  where error.isUnreadable || error.code == .noOverlap || error.code == .empty {
      return ([], nil, assembler.term(.notices, "unreadable_scenes"))
    }
    return (
      pictures,
      ReportPictureNote(
        before: .init(
          acquisition: before.row.acquisition.description, date: before.date.description,
          clearShare: choice.before.clearShare),
        after: .init(
          acquisition: after.row.acquisition.description, date: after.date.description,
          clearShare: choice.after.clearShare),
        seasonDays: choice.seasonDays, reasons: reasons(choice)), nil
    )
  }

  private func reasons(_ choice: PictureChoice) -> [ReportTerm] {
    let isClear =
      min(choice.before.clearShare ?? 1, choice.after.clearShare ?? 1) >= PictureChoice.clearLimit
    let season =
      choice.seasonDays <= PictureChoice.sameSeasonDays ? "same_season" : "season_differs"
    return [assembler.term(.pictureReasons, season)]
      + (isClear ? [] : [assembler.term(.pictureReasons, "partly_cloudy")])
  }

  /// The rows of the ledger's scenes as the document lists them.
  func list(
    _ rows: [SceneRow], use: (SceneRow) -> (code: String, clearShare: Double?)
  ) -> [ReportScene] {
    rows.map { row in
      let found = use(row)
      let version = [row.version.baseline, row.version.processed].filter { !$0.isEmpty }
      return ReportScene(
        acquisition: row.acquisition.description,
        date: row.acquisition.sensed?.date.description ?? "", platform: row.acquisition.platform,
        version: version.joined(separator: " "), use: assembler.term(.uses, found.code),
        clearShare: found.clearShare)
    }
  }
}

extension LedgerReporter {
  /// A clue as a row of a list.
  public func summary(of row: ClueRow) throws(TiankanError) -> ClueSummary {
    try assembler.summary(
      row.clue, publicNumber: row.publicNumber, handlingState: row.handlingState)
  }
}

public import Imagery

/// Traces the outlines of a region of pixels, without a raster of labels.
///
/// A region is a set of pixels, given as runs; its outline is one polygon per 4-connected part, valid by OGC Simple Features.
/// Rings follow pixel edges. Where two pixels of the same part touch only in a corner, the ring passes from one to the other,
/// so that the background they shut in becomes a hole that touches the exterior (or another hole) in that
/// corner. Pixels of another part count as background. Every ring thus bounds one 4-connected patch of background and
/// visits no corner twice.
///
/// Method: parts are joined with union-find over touching runs of neighbouring rows. Every run has two vertical edges; one sweep
/// over each row boundary finds for every edge the one that follows on its ring. The rings are then read off.
///
/// - Complexity: O(runs), independent of the size of the grid; 12 bytes of working memory per run beside the result.
public enum OutlineTracer {
  /// The outlines of the 4-connected parts of a region, ordered by their first pixels in scan order.
  ///
  /// Runs must be sorted by row, then column, and be disjoint and maximal: between two runs of a row lies at least one pixel.
  public static func outline(of runs: [PixelRun]) -> [TracedPolygon] {
    precondition(runs.count < Int(Int32.max) / 2, "too many runs for one region")
    checkOrder(runs.span)
    var parts = [Int32](repeating: 0, count: runs.count)
    var following = [Int32](repeating: -1, count: 2 * runs.count)
    var partsView = parts.mutableSpan
    joinParts(runs.span, &partsView)
    var followingView = following.mutableSpan
    linkEdges(runs.span, partsView.span, &followingView)
    return readRings(runs.span, &partsView, &followingView)
  }

  private static func checkOrder(_ runs: Span<PixelRun>) {
    for index in runs.indices {
      let run = runs[index]
      precondition(run.start < run.end, "a run must hold a pixel")
      guard index > 0 else { continue }
      let before = runs[index - 1]
      precondition(
        before.row < run.row || (before.row == run.row && before.end < run.start),
        "runs must be sorted, disjoint and maximal")
    }
  }
}

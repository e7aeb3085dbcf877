import Foundation
import TestSupport

/// A browser that lays pages out and says what it sees.
enum Chromium {
  static let program = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// What a page looks like at a width.
  struct Sight: Decodable {
    var width: Int
    var scrollWidth: Int
    /// Elements that reach over the right edge outside a box that scrolls.
    var overflowing: [String]
    /// The smallest size of a visible text, in pixels.
    var smallestText: Double
    /// Visible characters that no font has.
    var missing: String
    /// Errors and requests.
    var problems: [String]
  }

  /// Lays a page out in frames of the given widths; a frame can be narrower than any window of the browser.
  static func look(at page: String, sizes: [(Int, Int)]) throws -> [Sight] {
    guard let program else { return [] }
    let folder = try TemporaryFolder()
    let frames = sizes.map { width, height in
      "<iframe width='\(width)' height='\(height)' style='border:0' srcdoc=\"\(page.replacing("&", with: "&amp;").replacing("\"", with: "&quot;"))\"></iframe>"
    }
    let wrapper = """
      <!DOCTYPE html><meta charset="utf-8"><body>\(frames.joined())<script>\(script)</script></body>
      """
    let file = folder.path("wrapper.html")
    try wrapper.write(toFile: file, atomically: true, encoding: .utf8)
    let outcome = try Program.run(
      program,
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1500,900",
        "--user-data-dir=\(folder.path("profile"))", "--virtual-time-budget=5000", "--dump-dom",
        "file://\(file)",
      ])
    guard let start = outcome.output.range(of: "<title>"),
      let end = outcome.output.range(of: "</title>")
    else { return [] }
    let text = outcome.output[start.upperBound..<end.lowerBound]
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    return try JSONDecoder().decode([Sight].self, from: Data(text.utf8))
  }

  private static let script = """
    addEventListener('load', () => {
      const sights = [...document.querySelectorAll('iframe')].map(frame => {
        const d = frame.contentDocument, w = frame.contentWindow, width = frame.clientWidth;
        const overflowing = [], sizes = [];
        for (const e of d.body.querySelectorAll('*')) {
          const box = e.getBoundingClientRect();
          if (!box.width || w.getComputedStyle(e).display === 'none') continue;
          if (box.right > width + 1 && !e.closest('.scroll') && !e.closest('svg'))
            overflowing.push(e.tagName + ' ' + Math.round(box.right) + ' ' + e.textContent.slice(0, 30));
          if ([...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.getClientRects().length)
            sizes.push(parseFloat(w.getComputedStyle(e).fontSize));
        }
        const canvas = document.createElement('canvas'); canvas.width = canvas.height = 48;
        const c = canvas.getContext('2d', {willReadFrequently: true});
        const draw = t => { c.clearRect(0, 0, 48, 48);
          c.font = '32px ' + w.getComputedStyle(d.body).fontFamily; c.fillText(t, 4, 36);
          return c.getImageData(0, 0, 48, 48).data.join(); };
        const none = draw('\\u{10FFFE}');
        const missing = [...new Set(d.body.innerText)].filter(t => t.trim() && draw(t) === none).join('');
        return {width, scrollWidth: d.documentElement.scrollWidth, overflowing: overflowing.slice(0, 5),
          smallestText: Math.min(...sizes), missing,
          problems: w.performance.getEntriesByType('resource').map(r => r.name).filter(n => !n.startsWith('data:'))};
      });
      document.title = JSON.stringify(sights);
    });
    """
}

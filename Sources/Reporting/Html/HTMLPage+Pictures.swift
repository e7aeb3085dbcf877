import Foundation

extension HTMLPage {
  /// The pairs of pictures with legend, and why these scenes.
  func pictureSection(_ note: ReportPictureNote?, pictures: [ReportPicture]) -> Markup {
    guard let note, !pictures.isEmpty else { return "" }
    var body: Markup = ""
    for picture in pictures { body += pair(picture, note: note) }
    body += outlineKey(pictures)
    var reasons = note.reasons.map { words($0) }
    reasons.append("\(self[.seasonDifference])\(texts.colon)\(note.seasonDays)")
    body +=
      "<p>\(self[.pictureChoice])\(texts.colon)\(reasons.joined(separator: texts.separator))</p>"
    return section(.pictures, body)
  }

  private func pair(_ picture: ReportPicture, note: ReportPictureNote) -> Markup {
    let name = title(of: picture.content)
    let sides = [
      (texts.before, note.before, picture.before), (texts.after, note.after, picture.after),
    ]
    var figures: Markup = ""
    for (heading, side, png) in sides {
      let alternative = "\(name), \(heading), \(side.date), \(side.acquisition)"
      let clear: Markup =
        side.clearShare.map { " · \(self[.clearShare]) \(NumberText.percent($0, decimals: 0))" }
        ?? ""
      // Base 64 has no character that HTML needs escaped.
      let data = Data(png).base64EncodedString()
      figures +=
        "<figure><img src=\"data:image/png;base64,\(data)\" alt=\"\(alternative)\"><figcaption><strong>\(heading) \(date(side.date))</strong>\(clear)<br>\(side.acquisition)</figcaption></figure>"
    }
    return
      "<h3>\(name) <small>(\(self[.sameStretch]))</small></h3>\n<div class=\"pair\">\(figures)</div>\(ramp(picture.content))\n"
  }

  func title(of content: ReportPicture.Content) -> String {
    switch content {
    case .trueColor: self[.trueColor]
    case .falseColor(let bands): "\(self[.falseColor]) (\(bands.joined(separator: ", ")))"
    case .index(let term, _, _): words(term)
    }
  }

  private func ramp(_ content: ReportPicture.Content) -> Markup {
    guard case .index(let term, let lower, let upper) = content else { return "" }
    var stops: Markup = ""
    for (position, color) in IndexRamp.stops.enumerated() {
      stops += "\(position == 0 ? "" : ",")\(IndexRamp.hexadecimal(color))"
    }
    return
      "<div class=\"ramp\" role=\"img\" aria-label=\"\(words(term)) \(NumberText.fixed(lower, 2)) – \(NumberText.fixed(upper, 2))\"><span>\(NumberText.fixed(lower, 2))</span><i style=\"background:linear-gradient(90deg,\(stops))\"></i><span>\(NumberText.fixed(upper, 2))</span></div>"
  }

  private func outlineKey(_ pictures: [ReportPicture]) -> Markup {
    var items: Markup = ""
    let outlines = [
      (pictures.contains(where: \.showsClue), BeforeAfterPicture.clueColor, self[.clueOutline]),
      (
        pictures.contains(where: \.showsBoundaries), BeforeAfterPicture.boundaryColor,
        self[.boundaryOutline]
      ),
    ]
    for (isShown, color, text) in outlines where isShown {
      items += "<li>\(ChartKey.outline(color).svgKey())\(text)</li>"
    }
    items += "<li>\(ChartKey.noData().svgKey())\(texts.noData)</li>"
    return "<ul class=\"key-list\">\(items)</ul>"
  }
}

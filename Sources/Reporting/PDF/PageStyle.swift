/// Sizes and colours of pages: the colours of the HTML pages, sizes for paper.
enum PageStyle {
  static let ink = Color(0x1A1A1A)
  static let grey = Color(0x555555)
  static let navy = Color(0x12324F)
  static let rule = Color(0xD0D0D0)

  static let title = TextStyle(size: 18, isBold: true, color: navy)
  static let lead = TextStyle(size: 10, color: Color(0x333333))
  static let heading = TextStyle(size: 12, isBold: true, color: navy)
  static let subheading = TextStyle(size: 9.5, isBold: true, color: ink)
  static let body = TextStyle(size: 9, color: ink)
  static let label = TextStyle(size: 7.5, color: grey)
  static let value = TextStyle(size: 9, isBold: true, color: ink)
  static let cell = TextStyle(size: 8, color: ink)
  static let head = TextStyle(size: 7.5, isBold: true, color: Color(0x333333))
  static let small = TextStyle(size: 6.8, color: ink)
  static let smallHead = TextStyle(size: 6.8, isBold: true, color: Color(0x333333))
  static let running = TextStyle(size: 7.5, color: grey)
}

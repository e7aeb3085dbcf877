import ChangeDetection
import Foundation
import GeoIO
import Imagery
import Testing

@testable import Reporting

@Suite struct PlaceFramesTests {
  @Test func `all dates share one stretch: a date has the same colours whatever stands beside it`()
    throws
  {
    let scenes = try recoveryScenes()
    let site = try recoverySite()
    let place = ReportPlace(outline: site.outline, crs: site.crs)
    let content = FrameContent.colors(.trueColor)
    let all = try PlaceFrames(
      of: place, sources: scenes.map { .init(scene: $0) }, content: content)
    let last = try #require(scenes.last)
    let alone = try PlaceFrames(
      of: place, sources: [.init(scene: last)], content: content,
      compared: Array(scenes.dropLast()))
    let unlike = try PlaceFrames(of: place, sources: [.init(scene: last)], content: content)
    #expect(all.frames.count == scenes.count)
    #expect(all.frames.last?.pixels == alone.frames.last?.pixels)
    #expect(all.frames.last?.pixels != unlike.frames.last?.pixels)
  }

  @Test func `an index takes the range that is stated, and else that of all dates`() throws {
    let scenes = try recoveryScenes()
    let site = try recoverySite()
    let place = ReportPlace(outline: site.outline, crs: site.crs)
    let sources = scenes.suffix(2).map { PlaceFrames.Source(scene: $0) }
    let stated = try PlaceFrames(
      of: place, sources: sources, content: .index(.ndvi, range: -0.2...0.9))
    #expect(stated.range == -0.2...0.9)
    let found = try PlaceFrames(of: place, sources: sources, content: .index(.ndvi, range: nil))
    let range = try #require(found.range)
    #expect(range.lowerBound < range.upperBound && range.lowerBound >= -1)
    #expect(range.upperBound <= 1.05)
    let words = FrameWords(title: "题目", language: .chinese)
    let first = try found.timeLapse(words)
    #expect(try found.timeLapse(words) == first)
    #expect(try found.strip(words) != first)
  }
}

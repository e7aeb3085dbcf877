public import Diagnostics
import Supervision

/// Measures the accuracy of a map, from a labelled sample or against a reference raster.
public struct AssessJob: Sendable {
  private let request: AssessRequest
  private let context: JobContext

  /// Creates the job.
  public init(_ request: AssessRequest, in context: JobContext) {
    self.request = request
    self.context = context
  }

  /// Runs the job.
  ///
  /// - Throws: `.insufficientData` for a stratum with fewer than two labels; `.malformed`, `.duplicate` for forms that
  ///   are not filled as they should; `.unsuitableCRS`, `.empty` for rasters that cannot be compared.
  public func run() throws(TiankanError) -> AssessReport {
    switch request {
    case .sample(let path, let form): try sample(path, form)
    case .census(let map, let reference, let meanings):
      census(
        try MapComparison(map: map, reference: reference, meanings: meanings) { done, total in
          context.report(JobProgress(stage: "assess", done: done, total: total))
        })
    }
  }

  private func sample(_ path: String, _ form: String?) throws(TiankanError) -> AssessReport {
    let sample = try LabelledSample(path, form: form)
    let names = sample.classes.map { SampleJob.name(of: $0) }
    let estimate = try StratifiedAccuracy(
      classes: names, strata: sample.strata, units: sample.units)
    func area(_ share: AccuracyEstimate) -> AssessReport.Figure {
      var figure = AssessReport.Figure(share)
      figure.value *= estimate.totalArea
      figure.standardError = share.standardError * estimate.totalArea
      figure.lower = share.lower * estimate.totalArea
      figure.upper = share.upper * estimate.totalArea
      return figure
    }
    return AssessReport(
      kind: "sample", units: sample.units.count, left: sample.unlabelled,
      strata: Dictionary(
        uniqueKeysWithValues: zip(sample.strata.map(\.name), estimate.counts)),
      overall: AssessReport.Figure(estimate.overall),
      classes: names.indices.map { index in
        AssessReport.ClassFigures(
          name: names[index], mapClass: sample.classes[index],
          usersAccuracy: estimate.usersAccuracy[index].map { AssessReport.Figure($0) },
          producersAccuracy: estimate.producersAccuracy[index].map { AssessReport.Figure($0) },
          f1: estimate.f1[index].map { AssessReport.Figure($0) },
          intersectionOverUnion: estimate.intersectionOverUnion[index].map {
            AssessReport.Figure($0)
          }, squareMetres: area(estimate.areaShares[index]))
      },
      matrix: names.indices.map { row in
        names.indices.map { estimate.matrix[row * names.count + $0] }
      })
  }

  private func census(_ comparison: MapComparison) -> AssessReport {
    let matrix = comparison.matrix
    func figure(_ value: Double?) -> AssessReport.Figure? {
      value.map { AssessReport.Figure(census: $0) }
    }
    return AssessReport(
      kind: "census", units: matrix.total, left: comparison.left,
      overall: AssessReport.Figure(census: matrix.overall ?? .nan),
      classes: matrix.classes.indices.map { index in
        AssessReport.ClassFigures(
          name: matrix.classes[index], mapClass: comparison.classes[index],
          usersAccuracy: figure(matrix.usersAccuracy(index)),
          producersAccuracy: figure(matrix.producersAccuracy(index)),
          f1: figure(matrix.f1(index)),
          intersectionOverUnion: figure(matrix.intersectionOverUnion(index)))
      },
      matrix: matrix.classes.indices.map { row in
        matrix.classes.indices.map { Double(matrix[map: row, reference: $0]) }
      })
  }
}

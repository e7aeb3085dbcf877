import ChangeDetection
import Testing

/// Expected numbers by hand from the definitions; agreement with spectral-recovery itself is tested on its own rasters
/// (MonitoringTests, `RecoveryOracleTests`).
@Suite struct RecoveryMetricsTests {
  let index = AnnualSeries(
    firstYear: 2003, values: [0.5, 0.75, 0.25, 0.125, 0.25, 0.25, 0.375, 0.5, 0.25, nil])

  @Test func `the metrics follow their definitions`() {
    #expect(RecoveryMetrics.change(index, start: 2006) == 0.125)
    #expect(RecoveryMetrics.changePerYear(index, start: 2006) == 0.025)
    #expect(RecoveryMetrics.recoveredRatio(index, start: 2006, target: 0.625) == 0.5)
    #expect(RecoveryMetrics.yearsToRecovery(index, start: 2006, target: 0.625) == 4)
    #expect(RecoveryMetrics.yearsToRecovery(index, start: 2006, target: 0.9) == nil)
    // max(I(2010), I(2011)) = 0.5, I(2006) = 0.125, I(2005) = 0.25.
    #expect(RecoveryMetrics.relativeRecovery(index, start: 2006, disturbance: 2005) == 3)
  }

  @Test func `targets are means of undisturbed years or of sites`() {
    #expect(RecoveryMetrics.historicTarget(index, before: 2005) == 0.625)
    #expect(RecoveryMetrics.historicTarget(index, before: 2004) == nil)
    let other = AnnualSeries(firstYear: 2003, values: [0.25, nil])
    #expect(RecoveryMetrics.referenceTarget([index, other], years: 2003...2004) == 0.4375)
    #expect(RecoveryMetrics.referenceTarget([], years: 2003...2004) == nil)
  }

  @Test func `missing years and zero denominators give nothing`() {
    #expect(RecoveryMetrics.change(index, start: 2007) == nil)
    #expect(RecoveryMetrics.change(index, start: 2020) == nil)
    #expect(RecoveryMetrics.recoveredRatio(index, start: 2006, target: 0) == nil)
    #expect(RecoveryMetrics.relativeRecovery(index, start: 2007, disturbance: 2005) == nil)
    #expect(
      RecoveryMetrics.relativeRecovery(index, start: 2007, disturbance: 2008, after: 2) == nil)
  }
}

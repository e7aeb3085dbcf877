import Diagnostics
import Supervision
import Testing

@Suite struct SamplePlanTests {
  @Test func `the plan of Olofsson 2014 has 641 units`() throws {
    // Section 5.1: expected user's accuracies .7 .6 .9 .95, standard error .01; 75 units for each rare class.
    let strata = zip(
      [200_000.0, 150_000, 3_200_000, 6_450_000],
      zip([0.7, 0.6, 0.9, 0.95], [true, true, false, false])
    ).map {
      SamplePlan.Stratum(
        stratum: SampleStratum(name: "\($0)", area: $0), expectedAccuracy: $1.0, isRare: $1.1)
    }
    let plan = try SamplePlan(strata, standardError: 0.01, minimum: 75)
    // The paper rounds 640.1 to 641 and its shares to 75, 75, 165, 325.
    #expect((639...642).contains(plan.total))
    #expect(plan.counts[0] == 75 && plan.counts[1] == 75)
    #expect(abs(plan.counts[2] - 165) <= 3 && abs(plan.counts[3] - 325) <= 3)
  }

  @Test func `expectations that are no shares are refused`() {
    let stratum = SamplePlan.Stratum(
      stratum: SampleStratum(name: "change", area: 1), expectedAccuracy: 1, isRare: true)
    #expect(throws: TiankanError.self) { try SamplePlan([stratum], standardError: 0.01) }
    #expect(throws: TiankanError.self) { try SamplePlan([], standardError: 0.01) }
  }
}

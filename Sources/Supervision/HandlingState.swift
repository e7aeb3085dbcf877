/// How far people have come with a clue. Only people change it.
public enum HandlingState: String, Hashable, Sendable, CaseIterable {
  case notIssued = "not_issued"
  case issued
  case countyFeedback = "county_feedback"
  case cityReview = "city_review"
  case provinceCheck = "province_check"
  case returned, closed
}

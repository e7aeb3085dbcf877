/// The fixed words of documents; the raw value is the key under `document` in `Resources/texts/<language>.json`.
enum ReportWord: String, CaseIterable, Sendable {
  case clueReport, parcelReport, projectReport, mineReport, tileReport, key, publicNumber
  case notGiven, kind, finding, detectionState, handlingState, priority, approval, county, tile
  case unit, identity, dates, firstDate, provisionalDate, confirmedDate, lastDate, endedDate
  case notYet, hits, hitsOf, areas, grossArea, netArea, notStated, pixels, squareMetres, mu
  case position, longitude, latitude, gridCoordinates, pictures, trueColor, falseColor
  case indexPicture, sameStretch, pictureChoice, seasonDifference, noPictures, clueOutline
  case boundaryOutline, chart, baseline, quartiles, noClearView, noSeries, valuesTable, tests
  case test, value, threshold, outcome, met, notMet, undecided, when, noTests, overlaps, layer
  case identifier, name, commonArea, shareOfClue, shareOfUnit, noOverlaps, events, event, note
  case noEvents, gaps, gapFrom, gapTo, days, noGaps, provenance, program, ruleSet, areaMethod
  case confidence, generation, scenes, acquisition, version, use, clearShare, platform, date
  case list, noClues, rank, counts, count, total, calendar, calendarKey, decidedShare, refusals
  case subject, reason, noRefusals, fields, layerVersion, field, periods, period, notices
  case clueNotice, legend, before, after, core, crs, usedScenes, unusedScenes, persistence
  case evidenceChain, noOtherScenes
  case chartPoints, quartileRange
  case batchReport, batchNumber, issuedOn, answerBy, gridCell, responsible, trialBatch, trialNotice
  case fieldPrecision, noFieldChecks, interval, checkedPresent, checkedAbsent, checkedUndecided
  case precisionNote, heldBack, inFarmland, inRedLine, yes, no, howToAnswer, answering
  case monthReport, countedTo, totals, redAndAmber, byCounty, projects, plannedAndReached, changes
  case red, amber, milestones, openClues, urgentClues, newClues, endedClues, colour
  case openMilestone, deadline, state, clockStart, daysLeft, planTotal, planned, reached
  case pointsBehind, noWarnings, noProjects, noAreas, noChanges, registerRevision
  case milestonesDue, milestonesDone, responsibleBody, monthNotice
  case fieldPack, routeOrder, positionCGCS2000, positionWGS84, legLength, routeLength
  case howToAnswerPack
  case evaluationReport, ranking, cities, counties, level, placeCode, tied, score, scoreLower,
    scoreUpper
  case background, backgroundIndex, backgroundNote, disturbanceYear, disturbanceMagnitude
  case durationYears, indexChange, changePerYear
  case fullScore, scoreParts, sharePercent, weight, formulaHash, evaluationNotice
}

// The words of the page in both languages, and which language is shown.

const texts = {
  product: ["田瞰", "Tiankan"],
  deskTitle: ["遥感监测线索核查工作台", "Desk for checking clues from space"],
  clueNotice: ["所示均为遥感监测线索（疑似），仅供实地核查参考，不作认定结论；面积为遥感量算。", "What is shown are clues from satellite imagery: a reason to look, not a finding. Areas are measured on imagery."],
  skipToList: ["跳到线索清单", "Skip to the list of clues"],
  user: ["用户名", "User"], password: ["密码", "Password"], logIn: ["登录", "Log in"], logOut: ["退出", "Log out"],
  language: ["English", "中文"], help: ["帮助", "Help"], close: ["关闭", "Close"],
  tabList: ["清单", "List"], tabMap: ["地图", "Map"], tabClue: ["线索", "Clue"],
  clues: ["线索", "Clues"], search: ["搜索", "Search"], searchHint: ["线索编号、标识、单元…", "number, key, land unit…"],
  order: ["排序", "Order"], orderPriority: ["按优先级", "by priority"], orderArea: ["按面积", "by area"], orderNewest: ["按最新", "newest first"], orderKey: ["按标识", "by key"],
  filters: ["筛选", "Filters"], kind: ["类型", "Kind"], priority: ["优先级", "Priority"], detectionState: ["监测状态", "Detection"],
  handlingState: ["处置状态", "Handling"], county: ["县（市、区）", "County"], all: ["全部", "all"], onlyView: ["仅当前地图范围", "only what the map shows"],
  firstSeenFrom: ["首次发现自", "First seen from"], firstSeenTo: ["至", "to"], resetFilters: ["清除筛选", "Clear filters"], more: ["显示更多", "Show more"],
  noClues: ["没有符合条件的线索。", "No clue matches."], unitFilter: ["仅看单元：", "Only of the unit: "],
  layers: ["图层", "Layers"], imagery: ["影像", "Imagery"], units: ["单元与界线", "Land units"], legend: ["图例", "Legend"], map: ["地图", "Map"],
  noImagery: ["不显示影像", "no imagery"], earlier: ["较早日期", "earlier"], later: ["较晚日期", "later"], onlyClear: ["仅清晰", "clear only"], date: ["影像日期", "Date of imagery"],
  clear: ["清晰", "clear"], noDates: ["没有影像", "no imagery"], zoomForUnits: ["放大后显示单元", "zoom in to see land units"], truncated: ["范围内内容过多，仅显示一部分；请放大。", "Too many to show all; zoom in."],
  clusterOf: ["处线索", "clues"],
  ended: ["空心：已结束", "hollow: ended"], shapeNote: ["形状表示类型，数字表示优先级", "shapes are kinds, numbers are priorities"],
  cluesHere: ["查看其线索", "its clues"], report: ["报告", "report"],
  areas: ["面积", "Area"], grossArea: ["椭球毛面积", "Gross area"], netArea: ["净面积", "Net area"], notStated: ["未提供", "not stated"], mu: ["亩", "mu"],
  firstDate: ["首次发现", "First seen"], confirmedDate: ["确认", "Confirmed"], lastDate: ["最近一次见到", "Last seen"], endedDate: ["结束", "Ended"],
  hits: ["命中/清晰观测", "Hits / clear views"], approval: ["与审批的关系", "Approvals"], unit: ["涉及单元", "Land unit"], position: ["位置 CGCS2000", "Position CGCS2000"], wgs84: ["位置 WGS 84", "Position WGS 84"], key: ["线索标识", "Key"], number: ["线索编号", "Number"], batch: ["批次", "Batch"], notYet: ["尚未", "not yet"], notGiven: ["未编号", "none yet"],
  tile: ["图幅", "Tile"],
  pictures: ["前后影像", "Before and after"], before: ["前", "before"], after: ["后", "after"], swipe: ["卷帘位置", "Swipe position"], enlarge: ["放大查看", "Enlarge"], showOnMap: ["在地图上看", "On the map"], noPictures: ["没有可用的前后影像。", "There are no pictures."], swipeHint: ["拖动或用左右方向键", "drag, or use the arrow keys"],
  curve: ["指数曲线", "Curve"], baseline: ["常年同季范围", "normal for the season"], quartiles: ["竖线：四分位范围", "bars: quartiles"], gap: ["无清晰观测", "no clear view"], values: ["数值表", "Values as a table"], value: ["中位数", "Median"], noSeries: ["没有时间序列。", "There is no series."], platform: ["卫星", "Satellite"], clearShare: ["清晰比例", "Clear"], observations: ["次清晰观测", "clear observations"],
  evidence: ["证据", "Evidence"], test: ["指标", "Test"], measured: ["实际值", "Measured"], threshold: ["阈值", "Threshold"], outcome: ["结果", "Outcome"], met: ["✓ 满足", "✓ met"], notMet: ["✗ 不满足", "✗ not met"], undecided: ["? 无法判定", "? undecided"], when: ["时间", "When"], noTests: ["没有检验记录。", "No tests are recorded."],
  overlaps: ["压占分析", "Overlaps"], layer: ["图层", "Layer"], name: ["名称", "Name"], commonArea: ["重叠面积", "Common area"], shareOfClue: ["占线索", "of the clue"], noOverlaps: ["与各图层无重叠。", "No overlaps."],
  handling: ["核查与处置", "Checks and handling"], step: ["办理", "Step"], onlyNote: ["仅记备注（状态不变）", "only a note (state unchanged)"], result: ["核查结果", "Result"], checked: ["核查日期", "Checked on"], reason: ["原因", "Reason"], noteText: ["备注", "Note"], photos: ["现场照片（JPEG，须含定位）", "Photos (JPEG with position)"], datum: ["照片坐标基准", "Datum of photos"], record: ["提交记录", "Record"], mayNot: ["您的角色只能查看。", "Your role may look only."], issueFirst: ["此线索尚未下发；下发后可反馈核查结果，现在可记备注。", "Not issued yet: a result can be recorded once it is; notes can be recorded now."],
  uploading: ["正在上传照片…", "uploading…"], saving: ["正在提交…", "saving…"], saved: ["已记录。", "Recorded."], conflict: ["他人刚刚更新了这条线索，已重新读取；请核对后再提交，您填写的内容仍在。", "Somebody else has just changed this clue. It was read again; look, then record again. What you wrote is still here."], needNote: ["请填写备注、结果或照片。", "Write a note, a result or add a photo."], metresAway: ["距线索", "from the clue"],
  history: ["记录", "Record"], noHistory: ["暂无记录。", "Nothing yet."], events: ["状态变化", "Changes of state"],
  pdf: ["PDF 报告", "PDF report"], html: ["网页报告", "Web report"], downloadFailed: ["报告未能生成：", "The report could not be made: "],
  newClue: ["新线索", "New clue"], changedClue: ["线索更新", "Clue changed"], open: ["打开", "Open"], newRun: ["台账已更新", "The ledger has been updated"], connected: ["实时", "live"], disconnected: ["连接中断，正在重试", "connection lost, trying again"],
  failed: ["操作未完成：", "This did not work: "], expired: ["登录已过期，请重新登录。", "Your login has expired; log in again."], loading: ["正在读取…", "loading…"], simulated: ["模拟数据", "SIMULATED DATA"],
  helpText: [
    "↑ ↓ 在清单中移动|Enter 打开线索|Esc 关闭线索或窗口|← → 移动卷帘（焦点在卷帘上时）|/ 搜索|[ ] 较早、较晚的影像|F 填写核查记录|P 下载 PDF 报告",
    "↑ ↓ move in the list|Enter opens a clue|Esc closes a clue or a window|← → move the swipe when it has the focus|/ search|[ ] earlier, later imagery|F write a finding|P download the PDF report",
  ],
  keys: ["键盘操作", "Keyboard"],
};

let position = localStorage.getItem("tiankan-language") === "en" ? 1 : 0;

export const language = () => (position === 0 ? "zh" : "en");

/** The words of a key in the language that is shown. */
export const word = (key) => texts[key]?.[position] ?? key;

/** The words of a term of the service, which has both languages. */
export const term = (value) => {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : value[language()] || value.code || "";
};

export function switchLanguage() {
  position = 1 - position;
  localStorage.setItem("tiankan-language", language());
}

/** Fills all elements that name their words. */
export function fillWords(root = document) {
  document.documentElement.lang = position === 0 ? "zh-CN" : "en";
  document.title = `${word("product")} · ${word("deskTitle")}`;
  for (const element of root.querySelectorAll("[data-text]")) element.textContent = word(element.dataset.text);
  for (const element of root.querySelectorAll("[data-placeholder]")) element.placeholder = word(element.dataset.placeholder);
  for (const element of root.querySelectorAll("[data-title]")) {
    element.title = word(element.dataset.title);
    element.setAttribute("aria-label", word(element.dataset.title));
  }
  for (const element of root.querySelectorAll("[data-label]")) element.setAttribute("aria-label", word(element.dataset.label));
  for (const element of root.querySelectorAll(".language")) {
    element.textContent = word("language");
    element.lang = position === 0 ? "en" : "zh-CN";
  }
}

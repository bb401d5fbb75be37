// What came of the checks, laid out: green only around what a verifier gave back, red around everything else.

function element(name, kind, content) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  [].concat(content === undefined ? [] : content).forEach(part => {
    made.appendChild(typeof part === "string" ? document.createTextNode(part) : part);
  });
  return made;
}

function card(colour, title, parts) {
  const mark = { green: "✓", amber: "！", red: "✗", plain: "i" }[colour];
  const badge = element("span", "badge", mark);
  badge.setAttribute("aria-hidden", "true");
  const heading = element("h2", "", [badge, element("span", "", title)]);
  heading.tabIndex = -1;
  return element("section", "card " + colour, [heading].concat(parts.filter(Boolean)));
}

function facts(rows) {
  return element("dl", "facts", rows.filter(Boolean).map(
    row => element("div", "", [element("dt", "", row[0]), element("dd", row[2] || "", row[1])])
  ));
}

function sum(rows) {
  return element("table", "sum", element("tbody", "", rows.map(row => {
    const head = element("th", "", row[0]);
    head.scope = "row";
    return element("tr", row[2] || "", [head, element("td", "num", row[1])]);
  })));
}

function statementTable(statement) {
  const rows = Object.keys(MOVED_NAMES).map(
    name => [(SIGN_OF[name] ? SIGN_OF[name] + " " : "") + MOVED_NAMES[name], yuan(statement[name])]
  );
  rows.push(statement.arrears
    ? ["期末尚欠", yuan(statement.arrears), "total"] : ["期末余额", yuan(statement.closing), "total"]);
  return sum(rows);
}

function witnessRows(result, policy) {
  return policy.witnesses.map(key => {
    const seen = result.witnesses.filter(one => same(one.key.bytes, key.bytes))[0];
    return [key.name, seen ? timeWords(seen.seconds) + " 签名" : "还没有签名"];
  });
}

// What to hold against the paper on the wall.
function posterBlock(result, policy) {
  return element("div", "poster", [
    element("h3", "", "和楼道核对单对一对"),
    element("p", "hint", result.index === undefined ? "应该和楼道核对单上印的一样。"
      : "都应该和核对单上印的一样；海报、对账单上也印着前两样。"),
    facts([
      result.index === undefined ? null : ["公示登记册", "第 " + result.index + " 条"],
      ["登记册校验码", grouped(hexOf(result.checkpoint.root), 8), "hex"],
      ["核对依据的指纹", policy.print, "hex"],
    ]),
  ]);
}

// The site's own pages call the two so.
function enlarge(button) {
  button.textContent = document.documentElement.classList.toggle("large") ? "标准版" : "大字版";
}

function details(title, parts) {
  return element("details", "", [element("summary", "", title)].concat(parts));
}

function proofDetails(result, policy, milliseconds) {
  const rows = [];
  if (result.proof) {
    rows.push(["对账单的承诺", grouped(hexOf(result.proof.commitment), 8), "hex"]);
    rows.push(["名录的根", grouped(hexOf(result.block.statements), 8), "hex"]);
    LEFT.filter(column => result.proof.pack.lines[column]).forEach(column => {
      const stretch = result.proof.pack.lines[column], line = result.block.lines[column];
      rows.push([column === "closing" ? "余额的钱线" : "欠款的钱线", "全长 " + line.total + " 分，您家从第 " + stretch.start
        + " 分起，" + result.statement[column] + " 分；旁边 " + stretch.proof.length + " 个哈希"]);
      rows.push(["钱线的根", grouped(hexOf(line.root), 8), "hex"]);
    });
  }
  if (result.manifest) rows.push(["公布清单", result.manifest.text, "text"]);
  if (result.statement) rows.push(["对账单原文", result.statement.text, "text"]);
  rows.push(["登记册", result.checkpoint.origin + "，签章时共 " + result.checkpoint.size + " 条"]);
  rows.push(["发布方签名", "已核对（Ed25519）"]);
  rows.push(["用时", Math.max(1, Math.round(milliseconds)) + " 毫秒"]);
  return details("密码学细节", [facts(rows.concat(witnessRows(result, policy)))]);
}

function promiseBlock(result, policy) {
  const rows = promises(result, policy).map(
    pair => element("li", "", [element("strong", "", pair[0]), "　" + pair[1]])
  );
  return [
    element("h3", "", "这说明什么"), element("ul", "promises", rows),
    details("不能说明什么", [element("ul", "", NOT_PROMISED.map(words => element("li", "", words)))]),
  ];
}

// Green and amber: the whole way from a household's statement to the signatures. Keys for demonstration are never
// green, and promise nothing.
function householdCard(result, policy, milliseconds) {
  const statement = result.statement, amber = policy.demo || !result.enough;
  const words = amber ? amberWords(result, policy) : { title: "核对通过", text: "" };
  return card(amber ? "amber" : "green", words.title, [
    policy.demo ? null : element("p", "verdict", verdictWords(result)),
    amber ? element("p", "caution", words.text) : null,
    element("p", "whose", [
      element("strong", "", placeWords(statement.community, policy) + " " + statement.room),
      "　" + periodWords(statement.period) + "　" + FUND_NAMES[statement.fund] + "（元）",
    ]),
    statementTable(statement),
    element("p", "hint ask", ASK),
    posterBlock(result, policy),
  ].concat(policy.demo ? [] : promiseBlock(result, policy), [proofDetails(result, policy, milliseconds)]));
}

function blockTable(block) {
  return element("div", "fund", [
    element("h3", "", FUND_NAMES[block.fund] + "（元）"),
    sum([
      ["户数", block.households + " 户"], ["各户余额合计", yuan(block.closing)], ["各户欠款合计", yuan(block.arrears)],
    ].concat(Object.keys(HELD_NAMES).filter(name => block[name]).map(name => [HELD_NAMES[name], yuan(block[name])]))),
  ]);
}

function signedTitle(result, policy, good) {
  return policy.demo || !result.enough
    ? { colour: "amber", title: amberWords(result, policy).title, text: amberWords(result, policy).text }
    : { colour: "plain", title: good, text: "" };
}

function manifestCard(result, policy, milliseconds) {
  const manifest = result.manifest, words = signedTitle(result, policy, "核对单是真的");
  return card(words.colour, words.title, [
    element("p", "verdict", placeWords(manifest.community, policy) + " " + periodWords(manifest.period) + "的公布（第 " + manifest.edition + " 版，" + manifest.issued
      + " 发布）登记在第 " + result.index + " 条" + (policy.demo ? "。" : "，登记册的签名都对。")),
    words.text ? element("p", "caution", words.text) : null,
    element("p", "", "这还没有核对您家的钱。请再加上您家的核对包，或者对账单上以 J1 开头的文字。"),
  ].concat(manifest.funds.map(blockTable), [
    posterBlock(result, policy), proofDetails(result, policy, milliseconds),
  ]));
}

function checkpointCard(result, policy, milliseconds) {
  const words = signedTitle(result, policy, "登记册签章是真的");
  return card(words.colour, words.title, [
    element("p", "verdict", "这是 " + result.checkpoint.size + " 条时的登记册" + (policy.demo ? "。" : "，签名都对。")),
    words.text ? element("p", "caution", words.text) : null,
    element("p", "", "和您以前存的比：条数一样，校验码必须一个字不差；条数变多是正常的，是不是只增不改，要联网用程序核对。"),
    posterBlock(result, policy), proofDetails(result, policy, milliseconds),
  ]);
}

function registerCard(result) {
  return card("plain", "房屋名录核对一致", [
    element("p", "", FUND_NAMES[result.fund] + "：" + result.rooms.length + " 户，每个房号只出现一次，和公布的印记一样。"
      + "请看一眼有没有和您家相像的房号。"),
    details("看名录", [element("ul", "rooms", result.rooms.map(room => element("li", "", room)))]),
  ]);
}

function aloneCard(code) {
  return card("plain", "还差核对单上的文字", [
    element("p", "", "对账单上的二维码读到了（" + FUND_NAMES[code.fund]
      + "），还没有核对。请再扫楼道核对单上的大码，把以 J2 开头的文字也粘贴进来，放在前面、后面都行。"),
  ]);
}

// A room that was typed otherwise is a question and no verdict. Whose the file is, it does not tell a stranger.
function roomCard(typed) {
  return card("plain", "房号对不上，还没有核对", [
    element("p", "verdict", "文件是您家的吗？文件里的房号不是您填的“" + typed + "”。"),
    element("p", "", ADVICE.room),
  ]);
}

// Neither is what nobody could read.
function unreadCard(failure) {
  return card("plain", "还没有核对", [
    element("p", "verdict", plainWords(failure) + "。"), element("p", "", adviceWords(failure)),
  ]);
}

function failureCard(failure, typed) {
  if (failure.code === "room") return roomCard(typed);
  if (UNREAD.indexOf(failure.code) >= 0) return unreadCard(failure);
  const again = isMaybeMisread(failure);
  return card("red", "核对不通过", [
    element("p", "verdict", again ? "粘贴的文字对不上。抄错、漏掉一个字，就会这样。" : plainWords(failure) + "。"),
    element("h3", "", again ? "先重新扫一次" : "怎么办"),
    element("p", "", again ? AGAIN : adviceWords(failure)),
    again ? element("h3", "", "重新扫了还是红色") : null,
    again ? element("p", "", plainWords(failure) + "。" + adviceWords(failure)) : null,
    details("给懂技术的人", [facts([
      ["代号", failure.code], ["没通过的一步", failureWords(failure.code)], failure.about ? ["关于", failure.about] : null,
    ])]),
  ]);
}

function outcomeCard(outcome, policy, typed) {
  if (outcome.failure) return failureCard(outcome.failure, typed);
  const result = outcome.result, milliseconds = outcome.milliseconds;
  if (result.alone) return aloneCard(result.alone);
  if (result.rooms) return registerCard(result);
  if (result.statement) return householdCard(result, policy, milliseconds);
  return result.manifest ? manifestCard(result, policy, milliseconds) : checkpointCard(result, policy, milliseconds);
}

function trustCard(policy, told, text) {
  const button = element("button", "", "复制核对依据"), said = element("p", "hint"), box = element("textarea", "", text);
  const label = element("label", "above", "核对依据全文（可以复制到别的核对页，或者存成文件给程序用）");
  button.type = "button";
  button.id = "copy";
  said.id = "copied";
  said.setAttribute("role", "status");
  box.id = label.htmlFor = "basis";
  box.readOnly = true;
  box.rows = 6;
  return [
    element("h2", "", "核对依据"),
    element("p", "hint", "网页认的是下面这些公钥。楼道核对单上印的“核对依据的指纹”和这里一样，核对结果才算数。"),
    element("p", "print", policy.print),
    element("p", "actions", button),
    said,
    details("看公钥", [facts([
      ["登记册", policy.origin], ["发布方公钥", told.log, "hex"],
    ].concat(told.witnesses.map((key, at) => ["见证人 " + (at + 1), key, "hex"]), [
      ["至少几家见证", policy.quorum ? policy.quorum + " 家" : "没有见证人"],
    ])), label, box]),
  ];
}

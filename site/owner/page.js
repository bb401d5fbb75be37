// The page of a household: opens what its link leads to, shows it in words, and verifies it where asked.

function heldWords(statement) {
  const parts = [["期初余额", statement.opening, "期初欠"], ["交存", statement.paid, "退回或转出"],
    ["利息等收入", statement.interest, "冲回利息等收入"], ["维修分摊", statement.spent, "退回维修分摊"]];
  return parts.filter((part, at) => at === 0 || part[1])
    .map(part => (part[1] < 0 ? part[2] : part[0]) + " " + yuan(Math.abs(part[1])) + " 元").join("，")
    + (statement.arrears ? "；期末还欠 " + yuan(statement.arrears) : "；期末余额 " + yuan(statement.closing)) + " 元。";
}

function nameWords(name) {
  const parts = name.split(".");
  return periodWords(parts[0]) + "　" + FUND_NAMES[parts[1] || "maintenance"];
}

function pressed(words, kind, work) {
  const button = element("button", kind, words);
  button.type = "button";
  button.addEventListener("click", work);
  return button;
}

function handOver(data, kind, name) {
  const anchor = element("a");
  anchor.href = URL.createObjectURL(new Blob([data], { type: kind }));
  anchor.download = name;
  document.body.appendChild(anchor);
  anchor.click();
  document.body.removeChild(anchor);
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60000);
}

// This page with the pack inside: it opens without a network and verifies there.
function withSaved(page, pack) {
  const told = JSON.stringify(textOf(pack)).replace(/</g, "\\u003c");
  return page.replace("id=\"saved\">null<", () => "id=\"saved\">" + told + "<");
}

function startOwner() {
  const at = id => document.getElementById(id);
  const told = JSON.parse(at("policy").textContent);
  const saved = JSON.parse(at("saved").textContent);
  let policy = null;

  function only(id) {
    ["state", "refused", "broken", "unable", "typed", "handed"].forEach(other => { at(other).hidden = true; });
    at("sheet").textContent = "";
    [].concat(id || []).forEach(one => { at(one).hidden = false; });
    const heading = id && at([].concat(id)[0]).querySelector("h2[tabindex]");
    if (heading) heading.focus({ preventScroll: true });
  }

  function say(words) {
    only("state");
    at("state").textContent = words;
  }

  function verified(data, room) {
    const began = performance.now();
    try {
      demand(selfTest(), "self-test");
      return householdCard(verifyPack(data, policy, room), policy, performance.now() - began);
    } catch (failure) {
      return failureCard(failure instanceof Failed ? failure : new Failed("page", String(failure)), room);
    }
  }

  function verify(data, statement, place) {
    place.textContent = "";
    place.appendChild(verified(data, statement.room));
    place.appendChild(element("section", "", [
      element("h3", "", "不想只靠这个网站？"),
      element("p", "hint", "请看清上面的房号是不是您家的。把核对包存下来，断开网络，用事先存好的核对网页打开它，结果应当一样。"),
    ]));
    const heading = place.querySelector("h2");
    if (heading) {
      heading.focus({ preventScroll: true });
      heading.scrollIntoView();
    }
  }

  function stem(statement) {
    return "我家对账单-" + statement.room.replace(/[\\/:*?"<>|]/g, "_") + "-" + statement.period.replace(/\//g, "_")
      + (statement.fund === "maintenance" ? "" : "-" + statement.fund);
  }

  async function keep(data, statement) {
    const page = await fetch(location.pathname, { referrerPolicy: "no-referrer" });
    handOver(withSaved(await page.text(), data), "text/html", stem(statement) + ".html");
  }

  function show(data, names, current, choose) {
    const statement = readStatement(readPack(data).statement);
    const proof = element("div");
    const others = names.filter(name => name !== current);
    only("");
    const actions = [pressed("核对这些数", "primary", () => verify(data, statement, proof))];
    if (saved === null) actions.push(pressed("保存到手机", "", () => keep(data, statement)));
    actions.push(pressed("存核对包", "", () => handOver(data, "application/json", stem(statement) + ".json")));
    at("sheet").appendChild(element("section", "", [
      element("h2", "room", placeWords(statement.community, policy) + " " + statement.room),
      element("p", "whose", periodWords(statement.period) + "　" + FUND_NAMES[statement.fund] + "（元）"),
      element("p", "told", heldWords(statement)),
      statementTable(statement),
      element("p", "actions many", actions),
      element("p", "hint", ASK),
      element("p", "hint", saved === null
        ? "这份对账单在您的设备上解密，网站看不到内容。存下来的文件谁拿到都能看，请只放在自己的手机里。"
        : "这是存下来的副本，不联网。谁拿到这个文件都能看。"),
    ]));
    at("sheet").appendChild(proof);
    if (others.length) {
      at("sheet").appendChild(element("section", "others", [element("h2", "", "其他对账单")].concat(
        others.map(name => pressed(nameWords(name), "", () => choose(name)))
      )));
    }
  }

  async function open(token) {
    say("正在打开您家的对账单……");
    const link = await linkOf(token);
    const names = await listed(link);
    if (!names) return only(["refused", "typed"]);
    async function choose(wanted) {
      for (const name of wanted) { // the list may still name one whose time is over
        const data = await fetched(link, name);
        if (data) return show(data, names, name, one => tried(() => choose([one])));
      }
      return only(["refused", "typed"]);
    }
    return choose(names);
  }

  // What the network refuses is no fault of the link; whatever else goes wrong is said as a fault of the page.
  async function tried(work) {
    try {
      await work();
    } catch (error) {
      if (error instanceof Offline) {
        only("broken");
        at("again").onclick = () => tried(work);
      } else {
        only("");
        at("sheet").appendChild(failureCard(error instanceof Failed ? error : new Failed("page", String(error)), ""));
      }
    }
  }

  function follow() {
    const fragment = location.hash.slice(1);
    if (!fragment) return only(["typed", "handed"]);
    history.replaceState(null, "", location.pathname + location.search); // nobody reads it off the screen, or sends it on
    const token = tokenOf(fragment);
    return token ? tried(() => open(token)) : only(["refused", "typed"]);
  }

  function handed(event) {
    event.preventDefault();
    const given = itemsOf(utf8(at("pasted").value), true), pack = ofKind(given, "pack")[0];
    at("pasted-said").textContent = pack ? "" : given.length
      ? "这不是核对包。核对包的文字以 { 开头、以 } 结尾，要从头到尾全部复制。" : "还没有粘贴。";
    if (pack) tried(async () => show(pack.bytes, [], "", null));
  }

  function typed(event) {
    event.preventDefault();
    const lacking = lackingWords(at("code").value), token = typedToken(at("code").value);
    at("code-said").textContent = lacking;
    if (lacking) return at("code").focus();
    return token ? tried(() => open(token)) : only(["refused", "typed"]);
  }

  at("larger").addEventListener("click", () => enlarge(at("larger")));
  policy = readPolicy(told);
  at("demo").hidden = !policy.demo;
  at("handed").addEventListener("submit", handed);
  if (saved !== null) return tried(async () => show(utf8(saved), [], "", null));
  if (!window.crypto || !crypto.subtle) return only(["unable", "handed"]); // the link stays, for another browser
  at("typed").addEventListener("submit", typed);
  window.addEventListener("hashchange", () => location.hash && follow());
  return follow();
}

if (typeof document === "object") {
  try {
    startOwner();
  } catch (error) {
    document.getElementById("state").textContent = "网页自己出错了：" + (error.code || error);
  }
} else if (typeof module === "object") {
  module.exports = { tokenOf: tokenOf, typedToken: typedToken, linkOf: linkOf, openedFile: openedFile, hexOf: hexOf,
    heldWords: heldWords, lackingWords: lackingWords, nameWords: nameWords, withSaved: withSaved, utf8: utf8, textOf: textOf };
}

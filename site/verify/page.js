// The page itself: takes files and pasted text, asks for the room, shows what came of it.

const MOST_OF_A_FILE = 16 * 1024 * 1024; // bytes; a register of a hundred thousand rooms is smaller

function start() {
  const at = id => document.getElementById(id);
  const seen = {}; // roots of the checkpoints looked at since the page was opened
  const files = []; // {name, items} of the files chosen
  let policy = null;

  function state(words, bad) {
    at("state").textContent = words;
    at("state").hidden = !words;
    at("state").className = bad ? "strip bad" : "strip";
  }

  function show(cards) {
    at("results").textContent = "";
    cards.forEach(one => at("results").appendChild(one));
    if (!cards.length) return;
    cards[0].querySelector("h2").focus({ preventScroll: true });
    cards[0].scrollIntoView();
  }

  function broken(error) {
    show([failureCard(failureOf(error), at("room").value.trim())]);
  }

  // Whatever goes wrong, and wherever: red.
  function guarded(work) {
    return event => {
      try {
        work(event);
      } catch (error) {
        broken(error);
      }
    };
  }

  function trust(told) {
    policy = readPolicy(told);
    at("demo").hidden = !policy.demo;
    at("trust").textContent = "";
    trustCard(policy, told, policyText(told)).forEach(part => at("trust").appendChild(part));
    at("copy").addEventListener("click", guarded(copy));
    at("trust").hidden = false;
  }

  // Where a browser does not let a page copy, the text lies open and chosen for whoever copies it herself.
  function copy() {
    const said = done => {
      at("copied").textContent = done ? "已复制。" : "没有复制成。请按住下面选中的文字，自己复制。";
    };
    const box = at("basis");
    box.parentNode.open = true;
    box.focus({ preventScroll: true });
    box.select();
    if (document.execCommand("copy")) said(true);
    else if (navigator.clipboard) navigator.clipboard.writeText(box.value).then(() => said(true), () => said(false));
    else said(false);
  }

  function askForTrust() {
    const box = element("textarea");
    box.id = "told";
    box.rows = 4;
    const label = element("label", "above", "核对依据（以 {\"origin\" 开头的一段文字，在小区公示网站的核对页上按“复制核对依据”得到）");
    label.htmlFor = "told";
    const button = element("button", "primary", "用这份依据");
    button.type = "button";
    button.addEventListener("click", guarded(() => trust(policyIn(box.value.trim()))));
    at("trust").textContent = "";
    [
      element("h2", "", "核对依据"),
      element("p", "hint", "这个网页里没有写明认哪个小区的公钥，要先放进来一份。放好以后，请把它的指纹和楼道核对单对一对。"),
      label, box, element("p", "actions", button),
    ].forEach(part => at("trust").appendChild(part));
    at("trust").hidden = false;
  }

  // Whoever makes up a pack makes up whom to trust with it: what came together is not listened to before somebody looked.
  function askWhetherToTrust(told) {
    const found = readPolicy(told), button = element("button", "primary", "指纹一样，用这份依据");
    button.type = "button";
    button.addEventListener("click", guarded(() => {
      trust(told);
      check();
    }));
    return card("plain", "还没有核对：先对指纹", [
      element("p", "", "核对依据是和别的文件一起放进来的。会造假文件的人，也会给您一份假的依据。"),
      element("p", "", "请看楼道核对单上印的“核对依据的指纹”，和下面的一样，才能用这份："),
      element("p", "print", found.print),
      element("p", "actions", button),
    ]);
  }

  function policyIn(text) {
    let told = null;
    try {
      told = JSON.parse(text);
    } catch (_) {
      demand(false, "policy");
    }
    return told;
  }

  function handedIn() {
    const pasted = itemsOf(utf8(at("pasted").value), true);
    return files.reduce((items, file) => items.concat(file.items), []).concat(pasted);
  }

  function check() {
    show([]);
    let items = handedIn();
    const bases = different(ofKind(items, "policy").map(item => item.text)).map(policyIn);
    items = items.filter(item => item.kind !== "policy");
    if (bases.length && !policy) {
      if (items.length || bases.length > 1) return show(bases.map(askWhetherToTrust));
      trust(bases[0]);
    }
    const room = at("room").value.trim();
    if (!policy) return ask("先放进核对依据", "在网页下方“核对依据”一栏。", at("told"));
    if (!items.length) return ask("还没有文件", "请选您家的核对包，或者把二维码里的文字粘贴进来。", at("pasted"));
    if (needsRoom(items) && !room) return ask("还差一步：填您家房号", "文件是谁家的，要由您说了算。", at("room"));
    const outcomes = outcomesOf(items, policy, room, () => performance.now());
    return show(outcomes.map(outcome => outcomeCard(judged(outcome), policy, room)));
  }

  function judged(outcome) {
    const found = outcome.result && outcome.result.checkpoint;
    return found && isFork(seen, found) ? { failure: new Failed("fork", found.size + " 条"), milliseconds: 0 } : outcome;
  }

  function ask(title, words, where) {
    show([card("plain", title, [element("p", "", words)])]);
    if (where) where.focus();
  }

  function chosen() {
    at("chosen").textContent = files.length ? "已选：" + files.map(file => file.name).join("、") : "";
  }

  function take(list) {
    const told = Array.prototype.slice.call(list);
    at("file").value = ""; // so that the same file can be chosen again
    show([]);
    files.length = 0;
    chosen();
    function read(file, items) {
      files.push({ name: file.name, items: items });
      chosen();
      if (files.length === told.length) check();
    }
    told.forEach(file => {
      if (file.size > MOST_OF_A_FILE) return read(file, [{ kind: "unknown" }]);
      const reader = new FileReader();
      reader.onload = guarded(() => read(file, itemsOf(new Uint8Array(reader.result), false)));
      reader.onerror = () => broken(new Error("file"));
      return reader.readAsArrayBuffer(file);
    });
  }

  function clear() {
    files.length = 0;
    at("file").value = "";
    at("pasted").value = "";
    chosen();
    show([]);
  }

  window.addEventListener("error", event => broken(event.error || new Error(event.message)));
  at("larger").addEventListener("click", () => enlarge(at("larger")));
  if (!selfTest()) {
    state("自检没有通过：这个浏览器算不对，请换一个浏览器。", true);
    return;
  }
  at("file").addEventListener("change", guarded(() => take(at("file").files)));
  ["room", "pasted"].forEach(id => at(id).addEventListener("input", () => show([]))); // no verdict over what changed
  at("clear").addEventListener("click", guarded(clear));
  at("form").addEventListener("submit", guarded(event => {
    event.preventDefault();
    check();
  }));
  const told = JSON.parse(at("policy").textContent);
  if (told.origin) trust(told);
  else askForTrust();
  at("form").hidden = false;
  state("", false);
}

if (typeof document === "object") {
  try {
    start();
  } catch (error) {
    document.getElementById("state").textContent = "网页自己出错了，不能核对：" + (error.code || error);
  }
} else if (typeof module === "object") {
  module.exports = {
    FAILURES: FAILURES, Failed: Failed, sha256: sha256, sha512: sha512, isSignature: isSignature, hexOf: hexOf,
    bytesOfHex: bytesOfHex, bytesOf: bytesOf, rootOf: rootOf, verifyInclusion: verifyInclusion,
    verifyConsistency: verifyConsistency, verifyInterval: verifyInterval, coinHash: coinHash, sealOf: sealOf,
    readKey: readKey, readNote: readNote, signersOf: signersOf, readPolicy: readPolicy, openCheckpoint: openCheckpoint,
    verifyEntry: verifyEntry, readStatement: readStatement, commitmentOf: commitmentOf, statementLeaf: statementLeaf,
    readManifest: readManifest, verifyPack: verifyPack, readCode: readCode, verifyCode: verifyCode,
    verifyPoster: verifyPoster, verifyRegister: verifyRegister, verifyRow: verifyRow, selfTest: selfTest, outcomesOf: outcomesOf,
    itemsOf: itemsOf, yuan: yuan, periodWords: periodWords, adviceWords: adviceWords, ADVICE_FOR: ADVICE_FOR,
    OWN_FAILURES: OWN_FAILURES, isRoom: isRoom, codesIn: codesIn,
  };
}

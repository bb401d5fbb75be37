// Finds a community, or a line of its disclosures, while somebody types. Nothing needs it: every
// list it looks through stands on a page. It asks for one file of this site and sends nothing.
(() => {
  "use strict";
  const MOST = 100;
  const finder = document.querySelector(".finder");
  if (!finder) return;
  const input = finder.querySelector("input");
  const status = finder.querySelector("[role=status]");
  const found = finder.querySelector(".found");
  const lists = [...document.querySelectorAll("[data-listed]")];
  const names = finder.dataset.kind === "communities";
  const large = document.documentElement.classList.contains("large");
  let rows = null; // of the file; null until it came, or where it cannot be had (a page from a disk)
  let asked = false;

  const plain = words => words.normalize("NFKC").toLowerCase().replace(/[−–]/g, "-");
  // 桂语府·Ⅱ期, 桂语府2期 and 桂语府二期 are one name: no signs, and numbers of one digit as digits.
  const DIGITS = { i: "1", ii: "2", iii: "3", iv: "4", v: "5", vi: "6", vii: "7", viii: "8", ix: "9" };
  const HAN = "零一二三四五六七八九";
  const named = words => plain(words)
    .replace(/(^|[^a-z])(viii|vii|vi|iv|ix|iii|ii|i|v)(?![a-z])/g, (_, before, roman) => before + DIGITS[roman])
    .replace(/[一二三四五六七八九]/g, sign => HAN.indexOf(sign))
    .replace(/[^\p{L}\p{N}]/gu, "");
  // 1,234.5, ￥1234.50 and 1234 元 are one amount; without a point the fen do not matter.
  const amount = term => {
    const typed = term.replace(/[¥,元+-]/g, "");
    return /^\d+(\.\d{0,2})?$/.test(typed) ? typed : "";
  };
  const isAmount = (fen, typed) => {
    const yuan = (Math.abs(fen) / 100).toFixed(2);
    return typed.includes(".") ? yuan.startsWith(typed) : yuan.split(".")[0] === typed;
  };
  const fits = (terms, text, fen) =>
    terms.every(term => text.includes(term) || (names && named(term) && text.includes(named(term)))
      || (fen !== null && amount(term) && isAmount(fen, amount(term))));
  // "1234 元" and "¥ 1234" are one term each: a sign of money alone belongs to the number beside it.
  const termsOf = typed => plain(typed).replace(/(\d)\s+元/g, "$1元").replace(/¥\s+(?=[\d-])/g, "¥")
    .split(/\s+/).filter(Boolean);

  const SHAPES = {
    lines: row => ({
      text: plain(`${row.label} ${row.where} ${row.day}`), fen: row.amount_fen, path: row.path,
      label: row.label, note: row.where, figure: row.amount_fen,
    }),
    communities: row => ({
      text: `${plain(`${row.name} ${row.letters} ${row.reading} ${row.code}`)} ${named(row.name)}`, fen: null,
      path: `d/${row.code}/index.html`, label: row.name, note: row.words, figure: null,
    }),
  };

  const printed = fen => {
    const [yuan, rest] = (Math.abs(fen) / 100).toFixed(2).split(".");
    return `${fen < 0 ? "−" : ""}${yuan.replace(/\B(?=(\d{3})+$)/g, ",")}.${rest}`;
  };
  const element = (name, kind, text) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  };
  const entry = one => {
    const item = element("li");
    const link = element("a", "", one.label);
    link.href = finder.dataset.base + (large ? one.path.replace("index.html", "large.html") : one.path);
    item.append(link);
    if (one.figure !== null) item.append(" ", element("span", "num", printed(one.figure)));
    item.append(" ", element("span", "where", one.note));
    return item;
  };

  // On the page itself: what does not fit is hidden, and headings with nothing left under them.
  const sift = terms => {
    let count = 0;
    for (const list of lists) {
      let left = 0;
      for (const item of list.querySelectorAll("[data-row]")) {
        const fen = item.dataset.fen === undefined ? null : Number(item.dataset.fen);
        const text = plain(`${item.textContent} ${item.dataset.row}`);
        const name = names ? named(item.querySelector("th")?.textContent ?? "") : "";
        item.hidden = !fits(terms, `${text} ${name}`, fen);
        left += !item.hidden;
      }
      list.hidden = terms.length > 0 && left === 0;
      count += left;
    }
    return count;
  };

  const look = () => {
    const terms = termsOf(input.value);
    found.textContent = "";
    if (!rows || !terms.length) {
      const count = sift(terms);
      status.textContent = terms.length ? `本页找到 ${count} 项。` : "";
      return;
    }
    const fitting = rows.filter(one => fits(terms, one.text, one.fen));
    fitting.slice(0, MOST).forEach(one => found.append(entry(one)));
    for (const list of lists) list.hidden = true;
    const more = fitting.length > MOST ? `，先列出 ${MOST} 项，请再加一个词` : "";
    status.textContent = `找到 ${fitting.length} 项${more}。`;
  };

  const ask = () => {
    if (asked || !finder.dataset.source || location.protocol === "file:") return;
    asked = true;
    fetch(finder.dataset.source)
      .then(answer => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then(file => {
        const row = values => Object.fromEntries(file.columns.map((name, place) => [name, values[place]]));
        rows = file.rows.map(values => SHAPES[finder.dataset.kind](row(values)));
        look();
      })
      .catch(() => { rows = null; });
  };

  input.addEventListener("focus", ask);
  input.addEventListener("input", () => { ask(); look(); });
})();

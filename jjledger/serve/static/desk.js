// Comfort on the desk; every page works without it.
"use strict";

// Amounts are counted in whole fen, as the ledger does.
function fen(text) {
  const found = /^\s*(-?)([\d,，]*)(?:\.(\d{1,2}))?\s*$/.exec(text);
  if (!found || !(found[2] || found[3])) return text.trim() ? null : 0n;
  const whole = BigInt((found[2].replace(/[,，]/g, "") || "0") + (found[3] || "").padEnd(2, "0"));
  return found[1] ? -whole : whole;
}

function yuan(amount) {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return (amount < 0n ? "−" : "") + whole + "." + digits.slice(-2);
}

function side(table, name) {
  const amounts = [...table.querySelectorAll(`input[name="${name}"]`)].map(field => fen(field.value));
  return amounts.includes(null) ? null : amounts.reduce((sum, amount) => sum + amount, 0n);
}

for (const table of document.querySelectorAll("[data-legs]")) {
  const form = table.closest("form");
  const sums = form.querySelector("[data-sums]");
  const show = () => {
    const debit = side(table, "debit"), credit = side(table, "credit");
    const known = debit !== null && credit !== null;
    sums.hidden = false;
    sums.classList.toggle("off", known && debit !== credit);
    sums.textContent = !known ? "有一个金额读不懂" : debit === credit
      ? `借贷各 ${yuan(debit)} 元，平` : `借方 ${yuan(debit)}，贷方 ${yuan(credit)}，相差 ${yuan(debit - credit)}`;
  };
  table.addEventListener("input", show);
  show();
  form.querySelector("[data-more]").addEventListener("click", event => {
    event.preventDefault();
    const last = table.tBodies[0].rows[table.tBodies[0].rows.length - 1];
    const row = last.cloneNode(true);
    for (const field of row.querySelectorAll("input")) {
      field.value = "";
      field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/\d+/, table.tBodies[0].rows.length + 1));
    }
    last.after(row);
    row.querySelector("input").focus();
  });
}

// Enter in a field of a voucher must not save it by the first button.
for (const form of document.querySelectorAll("form:has([data-legs])")) {
  form.addEventListener("keydown", event => {
    if (event.key === "Enter" && event.target.matches("input:not([type=file])")) event.preventDefault();
  });
}

// A file may be dropped where one may be chosen.
for (const place of document.querySelectorAll(".drop")) {
  const field = place.querySelector("input[type=file]");
  place.addEventListener("dragover", event => { event.preventDefault(); place.classList.add("over"); });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", event => {
    event.preventDefault();
    place.classList.remove("over");
    field.files = event.dataTransfer.files;
  });
}

// All drafts at once.
for (const all of document.querySelectorAll("[data-all]")) {
  all.addEventListener("change", () => {
    for (const box of document.querySelectorAll(`input[name="${all.dataset.all}"]`)) box.checked = all.checked;
  });
}

// One click, one save.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", event => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(form => delete form.dataset.sent));

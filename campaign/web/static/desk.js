// Comfort at the desk; every page works without it. The table of shortcuts is in the page (web/desk/shortcuts.py).
"use strict";

const OFF = "desk:shortcuts-off";
const PAUSE_MS = 1500; // within which the second key of two must follow
const dialog = document.getElementById("keyboard");
const rows = dialog ? [...dialog.querySelectorAll("[data-keys]")] : [];
let before = ""; // the first key of two

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null; // the browser forbids it: the choice holds on this page only
  }
}

let off = storage()?.getItem(OFF) === "yes";

function isTyping(target) {
  return target instanceof Element && target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
}

function follow(link) {
  if (link) link.click();
}

const VERBS = {
  go: (row) => location.assign(row.dataset.address),
  search: (row) => {
    const field = document.querySelector("input[type=search]");
    if (field) field.focus();
    else location.assign(`${row.dataset.address}#q`);
  },
  edit: (row, key) => follow(document.querySelectorAll("[data-sections] a[data-section]")[Number(key) - 1]),
  save: () => follow(document.querySelector("main button.primary[name=do][value=save]")),
  help: () => dialog.showModal(),
};

function matches(row, pressed) {
  const [first, second] = row.dataset.keys.split(" ");
  if (!second) return !before && first === pressed;
  return before === first && (second === pressed || (/^1–\d$/.test(second) && pressed >= "1" && pressed <= second[2]));
}

document.addEventListener("keydown", (event) => {
  if (off || event.defaultPrevented || event.isComposing || event.repeat || dialog?.open) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") {
    if (!document.querySelector("main button.primary[name=do][value=save]")) return;
    event.preventDefault();
    VERBS.save();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const row = rows.find((each) => VERBS[each.dataset.does] && matches(each, event.key));
  const begins = !before && rows.some((each) => each.dataset.keys.startsWith(`${event.key} `));
  before = begins && !row ? event.key : "";
  if (before) setTimeout(() => (before = ""), PAUSE_MS);
  if (!row) return;
  event.preventDefault();
  VERBS[row.dataset.does](row, event.key);
});

// A field that a link leads to is unfolded and gets the focus, wherever the browser does not see to it itself.
function reveal() {
  const field = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!field || !field.closest("main form")) return;
  for (let around = field.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  field.focus();
  field.scrollIntoView({ block: "center" });
}

if (dialog) {
  const link = document.querySelector("[data-keyboard]");
  const box = document.getElementById("shortcuts-on");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.showModal();
  });
  box.checked = !off;
  box.addEventListener("change", () => {
    off = !box.checked;
    if (off) storage()?.setItem(OFF, "yes");
    else storage()?.removeItem(OFF);
  });
}
window.addEventListener("hashchange", reveal);
document.querySelectorAll(".rail a").forEach((link) => link.addEventListener("click", () => setTimeout(reveal)));
if (location.hash) reveal();

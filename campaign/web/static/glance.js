// The letter beside the form, drawn anew when a field is left: one at a time, and the newest wins. Where there is no room
// beside the form, it opens above it when asked for. Without this script a button brings the same.
const form = document.getElementById("letter");
const glance = document.getElementById("glance");
const dialog = document.getElementById("glance-dialog");
const place = document.createComment("where the letter stands beside the form");
const isWide = window.matchMedia("(min-width: 64rem)");
const PAUSE = 400; // ms, for several fields that change at once
const LATER = 8000; // ms, when many letters are being made
let which = "1";
let isDue = false; // something changed that is not shown yet
let timer = 0;
let isShowing = false;
let cleaned = null; // the file of a signature whose picture the form holds already

function isPaused() {
  return !isWide.matches || document.hidden || navigator.connection?.saveData;
}

function note(wait = PAUSE) {
  isDue = true;
  clearTimeout(timer);
  timer = setTimeout(() => isDue && !isPaused() && show(), wait);
}

async function answer() {
  const typed = new FormData(form);
  const file = form.elements.signature.value === "picture" ? form.elements.upload.files[0] : null;
  if (!file || file === cleaned) typed.delete("upload");
  typed.append("see", which);
  typed.append("part", "1");
  const response = await fetch(form.action, { method: "POST", body: typed });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const sheets = document.adoptNode(page.getElementById("glance-sheets"));
  if (sheets.dataset.picture) {
    form.elements.picture.value = sheets.dataset.picture;
    cleaned = file;
  }
  const isBusy = response.status === 429 || response.status >= 500;
  await Promise.all([...sheets.querySelectorAll("img")].map((image) => image.decode()));
  return { told: document.adoptNode(page.getElementById("glance-told")), sheets: isBusy ? null : sheets };
}

function tell(nodes) {
  const told = document.getElementById("glance-told");
  const words = document.createElement("div");
  words.append(...nodes);
  if (words.innerHTML.trim() !== told.innerHTML.trim()) told.replaceChildren(...words.childNodes); // said once
}

function put(sheets) {
  const old = document.getElementById("glance-sheets");
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const isOpen = old.querySelector("details")?.open;
  old.replaceChildren(...sheets.childNodes);
  const text = old.querySelector("details");
  if (text) text.open = isOpen;
  if (focused) old.querySelector(focused.matches("summary") ? "summary" : `[value="${focused.value}"]`)?.focus();
}

async function showOnce() {
  isDue = false;
  try {
    const { told, sheets } = await answer();
    if (isDue) return; // something changed meanwhile
    tell(told.childNodes);
    if (sheets) put(sheets);
    else setTimeout(note, LATER);
  } catch {
    tell([glance.dataset.away]);
  }
}

async function show() {
  isDue = true;
  if (isShowing) return;
  isShowing = true;
  do await showOnce();
  while (isDue);
  isShowing = false;
}

function open() {
  glance.before(place);
  dialog.append(glance);
  dialog.showModal();
  document.getElementById("glance-title").focus();
}

dialog.addEventListener("close", () => place.replaceWith(glance));
dialog.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  if (link.matches(".back")) event.preventDefault(); // back to where one was, not to the top
  dialog.close();
});
form.addEventListener("submit", (event) => {
  if (event.submitter?.name !== "see") return;
  event.preventDefault();
  which = event.submitter.value;
  if (!isWide.matches && !dialog.open) open();
  show();
});
form.addEventListener("focusin", () => note(0), { once: true });
form.addEventListener("change", () => note());
isWide.addEventListener("change", () => {
  if (isWide.matches) dialog.close(); // a screen that was turned: it stands beside the form, without a way back to it
  if (isDue) note();
});
document.addEventListener("visibilitychange", () => isDue && note());
window.addEventListener("pageshow", () => form.elements.name.value && note()); // what was typed before is there again

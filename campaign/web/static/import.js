// Shows what was read where: pointing at a field lights its lines, pointing at a line its field; links do the same.
// And saves what is typed every few seconds, as the button does.
"use strict";

const source = document.querySelector(".review .source");

function light(elements) {
  for (const each of document.querySelectorAll(".lit")) each.classList.remove("lit");
  for (const each of elements) each?.classList.add("lit");
}

function linesOf(place) {
  const [first, last] = place.dataset.lines.split("-").map(Number);
  const lines = [];
  for (let number = first; number <= last; number += 1) lines.push(document.getElementById(`line-${number}`));
  return lines.filter(Boolean);
}

function show(lines) {
  if (!lines.length || source.scrollHeight <= source.clientHeight) return;
  const above = lines[0].offsetTop - source.offsetTop;
  const isInSight = above >= source.scrollTop && above < source.scrollTop + source.clientHeight - 48;
  if (!isInSight) source.scrollTop = Math.max(0, above - 48); // the box alone: the page stays where it is
}

function lookAt(event) {
  const line = event.target.closest?.("[data-anchor]");
  if (line) {
    const field = document.getElementById(line.dataset.anchor);
    return light([line, field?.closest("[data-lines]")]);
  }
  const place = event.target.closest?.("[data-lines]");
  if (!place) return light([]);
  const lines = linesOf(place);
  light([place, ...lines]);
  show(lines);
}

if (source) {
  document.addEventListener("pointerover", lookAt);
  document.addEventListener("focusin", lookAt);
}

const form = document.getElementById("fields");
const PAUSE = 3000; // ms between a keystroke and the next time that it is saved
const LONGEST = 15_000; // ms that an answer may take
let timer = null;
let isChanged = false;
let saving = null; // what is under way: its answer brings the version that the next save begins with

function tell(words) {
  const told = document.getElementById("kept-told");
  if (told.textContent !== words) told.textContent = words; // said once, not every few seconds
}

async function save(isLeaving) {
  const fields = new URLSearchParams(new FormData(form));
  fields.set("do", "keep");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: fields,
      redirect: "manual", // to the sign-in: then nothing was saved
      keepalive: isLeaving && String(fields).length < 60_000, // browsers carry no more for a page that is left
      signal: AbortSignal.timeout(LONGEST),
    });
    if (!answer.ok) return tell(answer.status === 409 ? form.dataset.behind : whyNot(answer));
    const kept = await answer.json();
    form.elements.seen.value = kept.seen;
    form.elements.base.value = kept.base;
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    document.getElementById("kept-at").textContent = `${form.dataset.kept} ${time}`;
    tell("");
  } catch {
    tell(form.dataset.notKept);
  }
}

function keep(isLeaving = false) {
  clearTimeout(timer);
  timer = null;
  if (!isChanged || saving) return;
  isChanged = false;
  saving = save(isLeaving).finally(() => {
    saving = null;
    if (isChanged) note();
  });
}

function whyNot(answer) {
  const isSignedOut = answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;
  return isSignedOut ? form.dataset.signedOut : form.dataset.notKept;
}

function note() {
  isChanged = true;
  timer ??= setTimeout(keep, PAUSE);
}

if (form) {
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer); // nothing may come behind the post itself
    isChanged = false;
    if (!saving) return;
    event.preventDefault();
    saving.then(() => form.requestSubmit(event.submitter));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep(true);
  });
}

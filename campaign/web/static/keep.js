// Keeps what is typed at the desk on the server, every few seconds and on leaving; every page works without it.
"use strict";

const form = document.getElementById("section");
const PAUSE = 3000; // ms between a keystroke and the next time that it is kept
let timer = null;
let isChanged = false;
let isSaving = false;
let asking = new AbortController();
let toldLast = "";

function tell(words) {
  if (words === toldLast) return; // said once, not every few seconds
  toldLast = words;
  document.getElementById("kept-told").textContent = words;
}

function showKept(answer) {
  const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  document.getElementById("kept-at").textContent = `${form.dataset.kept} ${time}`;
  tell(answer.elsewhere ? form.dataset.elsewhere : "");
}

async function keep(isLeaving) {
  clearTimeout(timer);
  timer = null;
  if (!isChanged || isSaving) return;
  isChanged = false;
  try {
    const answer = await fetch(form.dataset.keep, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      redirect: "manual", // to the sign-in: then nothing was kept
      keepalive: isLeaving,
      signal: asking.signal,
    });
    if (answer.ok) return showKept(await answer.json());
    isChanged = true;
    tell(answer.type === "opaqueredirect" || answer.status === 403 ? form.dataset.signedOut : form.dataset.notKept);
  } catch (error) {
    isChanged = true;
    if (error.name !== "AbortError" && !isLeaving) tell(form.dataset.notKept);
  }
}

function note() {
  isChanged = true;
  timer ??= setTimeout(keep, PAUSE, false);
}

if (form) {
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", () => {
    isSaving = true; // the post itself is kept or saved: nothing may come behind it
    asking.abort();
  });
  window.addEventListener("pageshow", () => {
    isSaving = false;
    asking = new AbortController();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep(true);
  });
  window.addEventListener("pagehide", () => keep(true));
}

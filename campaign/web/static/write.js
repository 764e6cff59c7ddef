// Comfort for writing; every page works without it. What is remembered stays in this browser, by choice, until the
// letters are there.
"use strict";

const form = document.getElementById("letter");
const KEY = form ? `letter:${form.action}` : "";
const KEPT = ["name", "address", "country", "place", "who_i_am", "my_link", "own_words"];

function countCharacters(field) {
  const limit = Number(field.dataset.limit);
  const counter = document.createElement("p");
  counter.className = "hint counter";
  field.after(counter);
  const show = () => {
    const left = limit - Array.from(field.value).length;
    counter.textContent = `${Array.from(field.value).length} / ${limit}`;
    counter.classList.toggle("wrong", left < 0);
  };
  field.addEventListener("input", show);
  show();
}

// Names whom a letter also goes to once a country is chosen; where nobody is known, the hint says so if it has words.
async function hintAt(id, address) {
  const hint = document.getElementById(id);
  const answer = await fetch(address);
  if (!answer.ok) return;
  const names = await answer.json();
  const show = () => {
    const country = form.elements.country.value;
    const name = names[country];
    const nobody = country && name === undefined ? (hint.dataset.nobody ?? "") : "";
    hint.textContent = name ? `${hint.dataset.words} ${name}` : nobody;
  };
  form.elements.country.addEventListener("change", show);
  show();
}

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null; // the browser forbids it: nothing is offered
  }
}

function offerToRemember() {
  const store = storage();
  if (!store) return;
  const box = document.getElementById("remember-box");
  document.getElementById("remember").hidden = false;
  const save = () => {
    if (!box.checked) return store.removeItem(KEY);
    const typed = Object.fromEntries(KEPT.map((name) => [name, form.elements[name].value]));
    store.setItem(KEY, JSON.stringify(typed));
  };
  const found = store.getItem(KEY);
  if (found) {
    box.checked = true;
    for (const [name, value] of Object.entries(JSON.parse(found))) {
      if (KEPT.includes(name) && !form.elements[name].value) form.elements[name].value = value;
    }
  }
  window.addEventListener("pageshow", () => {
    box.checked = store.getItem(KEY) !== null; // after Back the page would still show what was true before
  });
  box.addEventListener("change", save);
  form.addEventListener("input", save);
}

if (form) {
  offerToRemember();
  document.querySelectorAll("[data-limit]").forEach(countCharacters);
  if (form.dataset.missions) hintAt("mission", form.dataset.missions);
  if (form.dataset.ownMinisters) hintAt("own-minister", form.dataset.ownMinisters);
  document.getElementById("problems")?.focus();
} else {
  // The letters are there, or can be made no more: what was remembered for this action has done its work.
  const done = document.querySelector("[data-forget]");
  if (done) storage()?.removeItem(`letter:${location.origin}${done.dataset.forget}`);
}

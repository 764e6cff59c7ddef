// A button that copies, beside each field that is there to be copied; without a script one selects and copies by hand.
"use strict";

function addCopyButton(field) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  const label = document.querySelector(`label[for="${field.id}"]`).textContent;
  const name = document.createElement("span");
  name.className = "hidden";
  name.textContent = `: ${label}`;
  const words = document.createElement("span");
  words.textContent = field.dataset.copy;
  words.setAttribute("aria-live", "polite");
  button.append(words, name);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select(); // a browser that forbids the clipboard: what is marked can be copied with its own menu
      document.execCommand("copy");
    }
    words.textContent = field.dataset.copied;
    setTimeout(() => (words.textContent = field.dataset.copy), 3000);
  });
  field.after(button);
}

document.querySelectorAll("[data-copy]").forEach(addCopyButton);

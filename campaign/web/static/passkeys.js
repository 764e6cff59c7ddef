// Passkeys: what the browser is asked to make or use, and what it answers. Without this the codes still let one in.
"use strict";

async function answered(form) {
  const asked = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (asked.redirected) return void location.assign(asked.url); // signed out meanwhile, or no longer fresh
  const options = await asked.json();
  if (!asked.ok) return options.problem;
  const credential =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  form.elements.answer.value = JSON.stringify(credential.toJSON());
  form.submit();
}

async function use(form) {
  const said = form.querySelector("[role=alert]");
  const button = form.querySelector("button");
  said.textContent = "";
  button.disabled = true; // one at a time: each time the one before no longer works
  try {
    said.textContent = (await answered(form)) || "";
  } catch (error) {
    said.textContent = (error.name === "InvalidStateError" && form.dataset.there) || form.dataset.cancelled;
  }
  button.disabled = false;
}

function offer(form) {
  const without = document.getElementById("without");
  if (location.origin !== form.dataset.origin) {
    if (without) without.textContent = form.dataset.elsewhere;
    return;
  }
  if (without) without.hidden = true;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    use(form);
  });
}

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  document.querySelectorAll("[data-passkey]").forEach(offer);
}

// Drawing a signature. The pad itself is loaded when somebody draws; nothing here is kept, and no picture is read back,
// so that browsers which disturb that against tracking can draw all the same.
"use strict";

const letter = document.getElementById("letter");
const place = document.getElementById("drawing-place");
const canvas = document.getElementById("strip");
const PEN = 2; // dots
let pad = null;

const ways = () => [...letter.elements.signature];
const way = (name) => ways().find((each) => each.value === name);

function keep() {
  const round = (number) => Math.round(number * 10) / 10;
  const strokes = pad.toData().map((stroke) => ({ points: stroke.points.map(({ x, y }) => ({ x: round(x), y: round(y) })) }));
  letter.elements.drawing.value = strokes.length ? JSON.stringify(strokes) : "";
  letter.dispatchEvent(new Event("change")); // as if one had left a field
}

function kept() {
  try {
    return JSON.parse(letter.elements.drawing.value || "[]");
  } catch {
    return [];
  }
}

function fit() {
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  canvas.width = canvas.offsetWidth * ratio;
  canvas.height = canvas.offsetHeight * ratio;
  canvas.getContext("2d").scale(ratio, ratio);
  pad.fromData(kept());
}

async function openPad() {
  const { default: SignaturePad } = await import(place.dataset.pad);
  if (!canvas.getContext("2d")) throw new Error("blocked");
  pad = new SignaturePad(canvas, { minWidth: PEN / 2, maxWidth: PEN / 2, dotSize: PEN / 2, penColor: "#1d1c1a" });
  pad.addEventListener("endStroke", keep);
  window.addEventListener("resize", fit);
}

function offerTypedName() {
  place.hidden = true;
  way("drawn").disabled = true;
  way("typed").checked = true;
  document.getElementById("drawing-blocked").textContent = place.dataset.blocked;
}

async function show() {
  const isDrawn = way("drawn").checked;
  place.hidden = !isDrawn;
  if (!isDrawn) return;
  try {
    if (!pad) await openPad();
    fit();
  } catch {
    offerTypedName();
  }
}

function replace(strokes) {
  pad.fromData(strokes);
  keep();
}

function offerDrawing() {
  way("drawn").closest(".choice").hidden = false;
  ways().forEach((each) => each.addEventListener("change", show));
  document.getElementById("undo").addEventListener("click", () => replace(pad.toData().slice(0, -1)));
  document.getElementById("clear").addEventListener("click", () => replace([]));
  window.addEventListener("pageshow", show); // after Back the browser fills in what was chosen and drawn
}

function checkUpload() {
  const upload = letter.elements.upload;
  const told = document.getElementById("upload-wrong");
  upload.addEventListener("change", () => {
    const isLarge = upload.files[0]?.size > Number(upload.dataset.most);
    told.textContent = isLarge ? upload.dataset.large : "";
    if (isLarge) upload.value = "";
  });
}

if (letter) {
  if (place) offerDrawing();
  checkUpload();
}

import { render } from "preact";
import "./styles/app.css";
import "./shared.ts";
import { App } from "./app.tsx";
import { loadEarly } from "./screens/find_screen.ts";
import { applyTheme } from "./state/choices.ts";
import { askEarly } from "./state/session.tsx";

/** A page that is ready sooner is drawn once; only what takes longer shows its shape before. */
const SHAPE_AFTER_MS = 200;

const { pathname } = window.location;
const ready = Promise.all([
  pathname.startsWith("/app") ? askEarly() : null,
  loadEarly(pathname),
]);
applyTheme();
const late = new Promise((resolve) => setTimeout(resolve, SHAPE_AFTER_MS));
void Promise.race([ready, late]).then(draw);

if (IS_WATCHED) {
  const saved = new EventSource("/assets/-/changes");
  saved.onmessage = () => window.location.reload();
}

function draw(): void {
  const place = document.getElementById("app");
  if (place !== null) render(<App />, place);
}

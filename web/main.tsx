import { render } from "preact";
import "./styles/app.css";
import { App } from "./app.tsx";
import { loadEarly } from "./screens/find_screen.ts";

loadEarly(window.location.pathname);

if (IS_WATCHED) {
  const saved = new EventSource("/assets/-/changes");
  saved.onmessage = () => window.location.reload();
}

const place = document.getElementById("app");
if (place !== null) render(<App />, place);

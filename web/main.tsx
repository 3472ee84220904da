import { render } from "preact";
import "./styles/app.css";
// Most screens need these: here they come with the first file, and not as many small ones.
import "./api/curl.ts";
import "./state/use_list.ts";
import "./ui/act.tsx";
import "./ui/facts.tsx";
import "./ui/filter_bar.tsx";
import "./ui/table.tsx";
import "./ui/tabs.tsx";
import { App } from "./app.tsx";
import { loadEarly } from "./screens/find_screen.ts";
import { askEarly } from "./state/session.tsx";

const { pathname } = window.location;
if (pathname.startsWith("/app")) askEarly();
loadEarly(pathname);

if (IS_WATCHED) {
  const saved = new EventSource("/assets/-/changes");
  saved.onmessage = () => window.location.reload();
}

const place = document.getElementById("app");
if (place !== null) render(<App />, place);

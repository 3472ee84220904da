/**
 * Pieces of most screens, and of the one that everybody begins with: they come with the first file,
 * not as many small ones, each of which would be a request of its own before the screen is there.
 */
import "./api/as_seen.ts";
import "./api/curl.ts";
import "./api/download.ts";
import "./messages/logs.ts";
import "./messages/today.ts";
import "./screens/logs/log_columns.tsx";
import "./screens/own/shown.tsx";
import "./screens/reports/figure_column.ts";
import "./screens/reports/report_cells.tsx";
import "./screens/reports/report_state.ts";
import "./screens/today/live_tail.tsx";
import "./state/live.ts";
import "./state/use_list.ts";
import "./ui/act.tsx";
import "./ui/chart_scale.ts";
import "./ui/choice_menu.tsx";
import "./ui/facts.tsx";
import "./ui/filter_bar.tsx";
import "./ui/line_chart.tsx";
import "./ui/long_text.tsx";
import "./ui/opened_drawer.tsx";
import "./ui/table.tsx";
import "./ui/tabs.tsx";
